"""Documents, parsed, measured and validated once each."""

from collections import OrderedDict
from dataclasses import dataclass

from graphql import DocumentNode, GraphQLError, GraphQLSchema, parse, specified_rules, validate
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule

from gateway.graph import limits
from gateway.graph.errors import Denied

RULES = (*specified_rules, MaybeNullValidationRule, OneOfInputValidationRule)
ERRORS_TOLD = 10


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document that can be executed, or the errors why not. `fields` is its size with all fragments opened."""

    document: DocumentNode | None
    errors: tuple[GraphQLError, ...] = ()
    fields: int = 0
    code: str = ""


CHARACTERS_KEPT = 400_000
"""Of all kept documents together; a parsed one takes some fifty times its text."""


class Documents:
    """Keeps what has been prepared, the newest, so that made-up texts can't fill the memory; what is refused, never."""

    def __init__(self, schema: GraphQLSchema, characters: int = CHARACTERS_KEPT) -> None:
        self._schema, self._free = schema, characters
        self._kept: OrderedDict[str, Prepared] = OrderedDict()

    def prepare(self, text: str) -> Prepared:
        """The document of a text."""
        if text in self._kept:
            self._kept.move_to_end(text)
            return self._kept[text]
        prepared = self._prepared(text)
        if prepared.document is not None:
            self._keep(text, prepared)
        return prepared

    def _keep(self, text: str, prepared: Prepared) -> None:
        self._kept[text] = prepared
        self._free -= len(text)
        while self._free < 0:
            self._free += len(self._kept.popitem(last=False)[0])

    def _prepared(self, text: str) -> Prepared:
        if len(text) > limits.CHARACTERS:
            return _refused(Denied("too_large", f"A document has at most {limits.CHARACTERS} characters."))
        try:
            document = parse(
                text,
                max_lexical_tokens=limits.TOKENS,
                max_comments=limits.COMMENTS,
                allow_empty_selection_sets=False,
            )
            fields = limits.measured(document)
        except GraphQLError as error:
            return _refused(error)
        errors = validate(self._schema, document, RULES, max_errors=ERRORS_TOLD, hide_suggestions=True)
        if errors:
            return Prepared(None, tuple(errors), code="invalid_document")
        return Prepared(document, fields=fields)


def _refused(error: GraphQLError) -> Prepared:
    return Prepared(None, (error,), code="invalid_document")
