"""The few reads that must come from the exchange: what no told event says, to those whom it concerns."""

from services.exchange.queries.enquiries import EnquiryView, own_enquiries, own_enquiry
from services.exchange.queries.files import may_read_file
from services.exchange.queries.listings import OwnListing, own_listing, own_listings, waiting_listings
from services.exchange.queries.own_data import own_data

__all__ = [
    "EnquiryView",
    "OwnListing",
    "may_read_file",
    "own_data",
    "own_enquiries",
    "own_enquiry",
    "own_listing",
    "own_listings",
    "waiting_listings",
]
