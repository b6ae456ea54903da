"""Documents that would cost too much, each in its own way."""

NESTED = "query { ...F0 } " + " ".join(f"fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }}" for n in range(22))
HUGE = {
    "22 levels of nested fragments": f"{NESTED} fragment F22 on Query {{ viewer {{ id }} }}",
    "1,000 aliases": "{ " + " ".join(f"a{n}: viewer {{ id }}" for n in range(1000)) + " }",
    "100 short aliases": "{ " + " ".join(f"a{n}: __typename" for n in range(100)) + " }",
    "a comment of five megabytes": "#" + "x" * 5_000_000 + "\n{ viewer { id } }",
    "6,000 comments": "#x\n" * 6000 + "{ viewer { id } }",
    "a string of five megabytes": '{ entries(search: "' + "x" * 5_000_000 + '") { totalCount } }',
    "deep inline fragments": "{ " + "... { " * 400 + "viewer { id }" + " }" * 401,
    "deep fields": "{ entry(entryId: 1) { " + "tenant { editions { tenant { " * 6 + "id" + " } } }" * 6 + " } }",
    "many fragments": "{ ...A0 } " + " ".join(f"fragment A{n} on Query {{ __typename }}" for n in range(41)),
    "many spreads": "{ " + "...A " * 121 + "} fragment A on Query { __typename }",
    "a cycle of fragments": "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }",
    "many directives": "{ viewer { id " + "@skip(if: false) " * 800 + "} }",
    "the schema fifty times": "{ "
    + " ".join(f"a{n}: __schema {{ types {{ fields {{ type {{ fields {{ name }} }} }} }} }}" for n in range(50))
    + " }",
    "the schema of a schema's schema": "{ __schema { types " + "{ fields { type " * 3 + "{ name }" + " }" * 7 + " }",
    "one object 250 times": "{ " + "viewer { id } " * 250 + "}",
    "one object in 200 fragments": "{ " + "... on Query { viewer { id } } " * 200 + "}",
    "a list in a list 900 times": "{ nodes(ids: " + "[" * 900 + "]" * 900 + ") { id } }",
    "a type in a type 900 times": "query ($a: " + "[" * 900 + "Int" + "]" * 900 + ") { viewer { id } }",
    "a long list": "{ nodes(ids: [" + '"x", ' * 3000 + "]) { id } }",
}
