"""The contracts of all owners, imported, so that what they declare is known."""

import importlib
import pkgutil

import shared.contracts


def owners() -> list[str]:
    """Every service that has a contract, in alphabetical order; its commands, events and refusals are imported."""
    names = sorted(m.name for m in pkgutil.iter_modules(shared.contracts.__path__) if m.ispkg)
    for name in names:
        importlib.import_module(f"shared.contracts.{name}.commands")
        importlib.import_module(f"shared.contracts.{name}.events")
        importlib.import_module(f"shared.contracts.{name}.refusals")
    return names
