"""Whatever comes in whatever order: no unit is promised twice, nobody waits while something is free for them."""

from collections import Counter
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from services.exchange.domain import posting, queue, stock
from services.exchange.domain.commands import JoinTalks, LapseDeals, LapseInvitations, LeaveTalks
from services.exchange.domain.listing import Listing
from services.exchange.domain.negotiation import Negotiation, Offer
from services.exchange.domain.stock import Accepting, Party
from shared.contracts.events import Event
from shared.contracts.exchange.events import DealConfirmed, DealReserved
from shared.contracts.exchange.values import ListingStatus
from shared.errors import Refusal
from shared.ids import derived_id
from tests.builders import exchange as build
from tests.builders.accounts import TENANT

TALKS = [f"enquiry-{n:04}" for n in range(5)]
BOTH = frozenset({build.OWNER, build.BUYER})
SOMEBODY = st.sampled_from(TALKS)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("join"), SOMEBODY),
        st.tuples(st.just("accept"), SOMEBODY),
        st.tuples(st.just("confirm"), SOMEBODY, st.sampled_from([build.OWNER, build.BUYER])),
        st.tuples(st.just("cancel"), SOMEBODY),
        st.tuples(st.just("leave"), SOMEBODY, st.booleans()),
        st.tuples(st.just("lapse")),
        st.tuples(st.just("uninvite")),
        st.tuples(st.just("quantity"), st.integers(1, 4)),
        st.tuples(st.just("close")),
        st.tuples(st.just("renew")),
        st.tuples(st.just("wait"), st.integers(1, 100)),
    ),
    max_size=40,
)


def negotiation(talk: str, quantity: int) -> Negotiation:
    """One whose buyer has made an offer."""
    far = build.NOW + timedelta(days=300)
    offer = Offer(1, False, build.BUYER_PERSON, build.terms(quantity=quantity), build.NOW, far)
    return Negotiation(talk, build.LISTING, TENANT, build.OWNER, build.OWNER, build.BUYER, offers=(offer,))


class Run:
    """A listing, and the facts that have come of the steps."""

    def __init__(self, quantity: int, wanted: dict[str, int]) -> None:
        self.listing: Listing = build.published(quantity=quantity)
        self.wanted, self.now, self.told = wanted, build.NOW, list[Event]()

    def step(self, name: str, *given) -> None:
        try:
            facts = getattr(self, name)(*given)
        except Refusal:
            return
        self.listing = build.after(self.listing, facts)
        self.told += facts

    def context(self, actor: str = build.SELLER_PERSON):
        return build.context(self.now, actor)

    def join(self, talk):
        command = JoinTalks(listing_id=build.LISTING, negotiation_id=talk, since=self.now)
        return queue.join(self.listing, command, self.context())

    def accept(self, talk):
        found = Accepting(BOTH, negotiation(talk, self.wanted[talk]), derived_id(talk, str(len(self.told))))
        return stock.accept(self.listing, build.accept_offer(negotiation_id=talk), self.context(), found)

    def confirm(self, talk, side):
        deal = next((d for d in reversed(self.listing.deals) if d.negotiation_id == talk), None)
        command = build.confirm_deal(deal.deal_id if deal else "deal-none")
        return stock.confirm(self.listing, command, self.context(side), Party(frozenset({side})))

    def cancel(self, talk):
        deal = next((d for d in reversed(self.listing.deals) if d.negotiation_id == talk), None)
        return stock.cancel(
            self.listing, build.cancel_deal(deal.deal_id if deal else "deal-none"), self.context(), Party(BOTH)
        )

    def leave(self, talk, agreed):
        command = LeaveTalks(listing_id=build.LISTING, negotiation_id=talk, agreed=agreed)
        return stock.left(self.listing, command, self.context())

    def lapse(self):
        return stock.lapse(self.listing, LapseDeals(listing_id=build.LISTING), self.context())

    def uninvite(self):
        return queue.lapse(self.listing, LapseInvitations(listing_id=build.LISTING), self.context())

    def quantity(self, number):
        saved = build.after(
            self.listing,
            posting.save(
                self.listing,
                build.save_listing(content=build.content(quantity=number)),
                self.context(),
                build.posting(),
            ),
        )
        facts = posting.submit(saved, build.submit_listing(), self.context(), build.posting())
        self.listing = saved
        return facts

    def close(self):
        return posting.close(self.listing, build.close_listing(), self.context(), None)

    def renew(self):
        return posting.renew(self.listing, build.renew_listing(), self.context(), None)

    def wait(self, hours):
        self.now += timedelta(hours=hours)
        return ()


@settings(max_examples=300, deadline=None)
@given(
    quantity=st.integers(1, 3),
    wanted=st.fixed_dictionaries({talk: st.integers(1, 2) for talk in TALKS}),
    steps=STEPS,
)
def test_no_unit_is_promised_twice(quantity, wanted, steps):
    run = Run(quantity, wanted)
    for step in steps:
        run.step(*step)
        listing = run.listing
        assert listing.published is not None
        assert listing.published.quantity is not None
        assert listing.sold + listing.reserved <= listing.published.quantity
        assert listing.free == listing.published.quantity - listing.sold - listing.reserved
        assert max(Counter(listing.waiting).values(), default=1) == 1
        assert not {one.negotiation_id for one in listing.invited} & set(listing.waiting)
        assert not {d.negotiation_id for d in listing.deals if d.is_open} & set(listing.waiting)
        if listing.status is ListingStatus.SOLD_OUT:
            assert (listing.free, listing.waiting, listing.invited) == (0, (), ())
    sold = [fact for fact in run.told if isinstance(fact, DealConfirmed)]
    assert sum(deal.quantity for deal in sold) == run.listing.sold
    assert {deal.deal_id for deal in sold} <= {f.deal_id for f in run.told if isinstance(f, DealReserved)}
    assert len({deal.deal_id for deal in sold}) == len(sold)
