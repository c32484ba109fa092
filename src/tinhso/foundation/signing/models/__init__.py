"""Rows of this room."""

from tinhso.foundation.signing.models.archive import Archive
from tinhso.foundation.signing.models.batch import Batch, Turn
from tinhso.foundation.signing.models.certificate import Certificate
from tinhso.foundation.signing.models.picture import Picture
from tinhso.foundation.signing.models.request import SigningRequest

__all__ = ["Archive", "Batch", "Certificate", "Picture", "SigningRequest", "Turn"]
