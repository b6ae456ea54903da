"""The REST edge, derived from the commands: routes, limits, problems (RFC 9457), OpenAPI."""
