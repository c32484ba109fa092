"""Steering (chỉ đạo, điều hành): documents, the targets and tasks in them, the committee's meetings, quarterly reports."""
