"""Which rows make up a life, table by table, and which rows that name a dossier are not copied, and why.

A test holds this list against every table that names a dossier.
"""

from __future__ import annotations

# Stand-ins in what is read: the copy's own serial, and the batch's place in the life of the database. Whole numbers that the log can hold.
NUMBER = 8_888_000_000_000_001
EPOCH = 8_888_000_000_000_002
TXID = 8_888_000_000_000_003

# Table and the column that leads to the dossier, or (column, table above) for one that leads there through another.
COMPLETE: dict[str, str | tuple[str, str]] = {
    "process_run": "subject_id",
    "files_storedfile": "subject_id",
    "dossiers_dossier": "id",
    "dossiers_draft": "dossier_id",
    "dossiers_dossierparty": "dossier_id",
    "dossiers_supplementrequest": "dossier_id",
    "dossiers_supplementitem": ("request_id", "dossiers_supplementrequest"),
    "dossiers_dossierfile": "dossier_id",
    "dossiers_draftfile": ("draft_id", "dossiers_draft"),
    "dossiers_step": "dossier_id",
    "dossiers_opinion": "dossier_id",
    "dossiers_extension": "dossier_id",
    "dossiers_fee": "dossier_id",
    "dossiers_feepayment": ("fee_id", "dossiers_fee"),
    "dossiers_feecorrection": ("fee_id", "dossiers_fee"),
    "payments_entry": "dossier_id",
    "payments_line": ("entry_id", "payments_entry"),
    "dossiers_result": "dossier_id",
    "dossiers_rating": "dossier_id",
    "notices_notice": "subject_id",
}
# For lists only: the dossier, its people and its steps; no process, papers, fees, events.
LEAN = ("dossiers_dossier", "dossiers_dossierparty", "dossiers_step")
# The log of whatever was copied, by its identifier.
LOG = ("records_salt", "records_chainhead", "records_event", "records_look")

# A life that left such a row is no template: what it names belongs to one dossier alone.
ONLY_ONCE = {
    "dossiers_withdrawnresult": "dossier_id",
    "queue_ticketdossier": "dossier",
    "scanning_paper": "dossier",
    "transfers_transfer": "dossier_id",
    "handover_confirmation": "dossier_id",
    "handover_postalitem": "dossier_id",
    "handover_walletsending": "dossier_id",
    "portal_origin": "dossier_id",
    "portal_outgoing": "dossier_id",
    "portal_package": "dossier_id",
    "ratings_useddoor": "dossier_id",
    # A request to pay carries a reference that is unique in the province; a difference is somebody's work.
    "payments_request": "dossier_id",
    "payments_difference": "dossier_id",
    # Receipts are numbered without gaps, money is given back once.
    "payments_refund": "dossier_id",
    "payments_ereceipt": "dossier_id",
    # What waits for its signer: open work, as a paper on the scanner's table is.
    "dossiers_resultdraft": "dossier_id",
}
# Which agencies a dossier concerns: made by triggers, or copied where they are off.
REACH = "dossiers_reach"
# Passing away within days, or the note of the simulation itself.
LEFT = (REACH, "dossiers_idempotencykey", "simulation_life")

# What is read instead of a column, where the copy differs from the life that was lived.
INSTEAD = {
    # A message is told once, to the first; nobody writes a million telephones.
    ("notices_notice", "state"): "'sent'",
    ("notices_notice", "sent_at"): "made_at",
    ("dossiers_result", "serial"): f"CASE WHEN kind = 'own' THEN {NUMBER} ELSE serial END",
    ("dossiers_result", "number"): f"CASE WHEN kind = 'own' THEN '{NUMBER}' ELSE number END",
    ("records_event", "epoch"): str(EPOCH),
    ("records_event", "txid"): str(TXID),
    ("records_look", "epoch"): str(EPOCH),
    ("records_look", "txid"): str(TXID),
    ("records_event", "facts"): (
        f"CASE WHEN verb = 'dossier.number_result' AND facts->>'kind' = 'own'"
        f" THEN jsonb_set(facts, '{{serial}}', to_jsonb({NUMBER})) ELSE facts END"
    ),
}
INSTEAD_LEAN = {
    ("dossiers_dossier", "process_run_id"): "NULL",
    ("dossiers_dossier", "data"): "'{}'",
}
