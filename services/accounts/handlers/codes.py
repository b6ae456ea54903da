"""Printed codes: which rule decides which command."""

from shared.bus.dispatch import AnyHandler

COMMANDS: tuple[AnyHandler, ...] = ()
