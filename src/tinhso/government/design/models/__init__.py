from tinhso.government.design.models.draft import DraftSave, VersionDraft

__all__ = ["DraftSave", "VersionDraft"]
