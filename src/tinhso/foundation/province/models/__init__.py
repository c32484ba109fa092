"""Tables of the province room."""

from tinhso.foundation.province.models.item import ProvinceItem
from tinhso.foundation.province.models.setting import Setting

__all__ = ["ProvinceItem", "Setting"]
