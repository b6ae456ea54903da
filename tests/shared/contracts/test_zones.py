"""An edition's times are shown in a zone that there is."""

import pytest
from pydantic import ValidationError

from shared.contracts.registration.commands import OpenEdition
from shared.contracts.values import Text
from shared.web.faults import faults_of


def edition(zone: str) -> OpenEdition:
    return OpenEdition(
        edition_id="edition-2026", tenant_id="tenant-bac-ninh", slug="2026", name=Text(vi="Mùa"), year=2026, zone=zone
    )


@pytest.mark.parametrize("zone", ["Asia/Ho_Chi_Minh", "UTC", "America/Argentina/Buenos_Aires"])
def test_a_zone_of_the_database_is_taken(zone):
    assert edition(zone).zone == zone


@pytest.mark.parametrize("zone", ["Foo/Bar", "Asia/Hanoi", "../etc/passwd", "asia/ho_chi_minh", ""])
def test_any_other_is_refused(zone):
    with pytest.raises(ValidationError) as raised:
        edition(zone)
    (fault,) = faults_of(raised.value, {"zone": zone})
    assert fault.path == ("zone",)
    assert fault.code in ("not_a_choice", "wrong_format")
