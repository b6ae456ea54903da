"""What the gateway asks of the services, each time as the viewer."""

from gateway.clients.answers import FieldRefusal, Refused, Sent
from gateway.clients.ports import Commands, Drafts, Exchange, Persons, SealedNote

__all__ = ["Commands", "Drafts", "Exchange", "FieldRefusal", "Persons", "Refused", "SealedNote", "Sent"]
