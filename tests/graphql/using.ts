// A program over the generated types, which compiles as long as they say what the schema does.
import type {
  EntriesByWordsQuery, EntriesByWordsQueryVariables, RegisterMutation, RegisterMutationVariables, WatchEntrySubscription,
} from './made';
import { EntryStatus } from './made';

export const asked: EntriesByWordsQueryVariables = { filter: { statuses: [EntryStatus.Submitted] }, first: 10, search: 'nấm' };
export const written: RegisterMutationVariables = {
  input: { organisationId: 'organisation-9', tenantId: 'tenant-1', name: 'Nấm Việt' },
};

export function titles(answer: EntriesByWordsQuery): [string, string | undefined][] {
  return answer.entries.edges.map(({ node }) => [node.title, node.organisation?.name]);
}

export function outcome({ registerOrganisation: told }: RegisterMutation): string {
  return told.__typename === 'Refusal' ? `${told.code}: ${told.message}` : told.after;
}

export function status(answer: WatchEntrySubscription): EntryStatus | undefined {
  // @ts-expect-error an entry that may not be seen is null, and must be asked for
  answer.entryChanged.status;
  return answer.entryChanged?.status;
}
