"""The tables of papers."""

from tinhso.foundation.papers.models.paper import Paper
from tinhso.foundation.papers.models.revision import Revision
from tinhso.foundation.papers.models.template import Template, TemplateSet

__all__ = ["Paper", "Revision", "Template", "TemplateSet"]
