"""Rows are told by whose they are, for those who can't know their ids yet."""

from shared.bus.projecting import whose_are
from shared.bus.projection import Row


def test_rows_are_told_by_the_field_that_says_whose_they_are():
    rows = [
        Row("messages", "message-1", "message", 1, {"person_id": "person-lan"}),
        Row("messages", "message-2", "message", 1, {"person_id": "person-minh"}),
        Row("messages", "message-3", "message", 1, {"person_id": None}),
        Row("messages", "message-4", "message", 2, {"read_at": None}),
        Row("entries", "entry-1", "entry", 1, {"person_id": "person-lan"}),
    ]
    assert whose_are(rows, {"messages": "person_id"}) == {
        "messages.person_id": frozenset({"person-lan", "person-minh"}),
    }
