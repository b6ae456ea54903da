"""The one door from outside: a read model built from the topics, GraphQL over it, and the pages."""
