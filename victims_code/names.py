"""The words that the library takes, as types, so that a type checker refuses one that is misspelt.

Each is taken beside the member of its enumeration: ``Victim("V1", "business")`` and ``Victim("V1", Role.BUSINESS)``.
Nothing here is loaded unless you import it. The file is made of the data by ``python -m tests.typing.write_names``.
"""

from __future__ import annotations

from typing import Literal, NewType, TypeAlias

__all__ = [
    "CheckedType",
    "EditionName",
    "EventTypeName",
    "JurisdictionName",
    "OffenceCategoryName",
    "ProviderName",
    "RoleName",
    "StatusName",
]

#: The name of an event type that a vocabulary has checked: what `Vocabulary.checked_type` returns. So a type that is
#: text from your own store, or that a layer or a rulebook declares, can be given to an `Event`.
CheckedType = NewType("CheckedType", str)

#: The roles of a victim.
RoleName: TypeAlias = Literal[
    "person",
    "bereaved_close_relative",
    "parent_or_guardian",
    "family_spokesperson",
    "business",
]

#: The kinds of offence that the Code's conditions name.
OffenceCategoryName: TypeAlias = Literal[
    "domestic_abuse",
    "hate_crime",
    "terrorism",
    "sexual_offence",
    "human_trafficking",
    "modern_slavery",
    "attempted_murder",
    "kidnap",
    "false_imprisonment",
    "arson_with_intent",
    "wounding_or_gbh_with_intent",
    "violent_crime",
    "gender_based_violence",
]

#: Where the offence was committed or is prosecuted.
JurisdictionName: TypeAlias = Literal[
    "england_and_wales",
    "elsewhere",
]

#: How an obligation stands.
StatusName: TypeAlias = Literal[
    "not_started",
    "pending",
    "due_today",
    "overdue",
    "met",
    "met_late",
    "declined",
    "excused",
    "lapsed",
    "outstanding",
    "recorded",
    "window_open",
    "window_closed",
    "undetermined",
]

#: The service providers, as the Code writes them and in small letters.
ProviderName: TypeAlias = Literal[
    "police",
    "CPS",
    "cps",
    "HMCTS",
    "hmcts",
    "Witness Care Unit",
    "witness care unit",
    "witness_care_unit",
    "Probation Service",
    "probation service",
    "probation_service",
    "Victim Liaison Officer",
    "victim liaison officer",
    "victim_liaison_officer",
    "youth offending team",
    "youth_offending_team",
    "Parole Board",
    "parole board",
    "parole_board",
]

#: The editions of the Code in the package.
EditionName: TypeAlias = Literal[
    "2015",
    "2020",
]

#: The types of event of the Code's own vocabulary.
EventTypeName: TypeAlias = Literal[
    "offence_committed",
    "crime_reported",
    "victim_identified",
    "crime_recorded",
    "crime_reclassified",
    "crime_cancelled",
    "duty_holder_changed",
    "officer_in_case_changed",
    "decision_not_to_investigate",
    "needs_assessment_completed",
    "needs_reassessed",
    "needs_changed",
    "witness_care_needs_assessed",
    "enhanced_rights_determined",
    "contact_plan_agreed",
    "safe_contact_restricted",
    "communication_need_identified",
    "interpreter_provided",
    "translation_provided",
    "supporter_requested",
    "supporter_request_answered",
    "contact_attempted",
    "victim_informed",
    "update_given",
    "message_sent",
    "written_confirmation_sent",
    "code_information_given",
    "restorative_justice_information_given",
    "support_referral_made",
    "support_referral_declined",
    "specialist_referral_made",
    "special_measures_information_given",
    "compensation_information_given",
    "cica_information_given",
    "therapy_information_given",
    "family_liaison_officer_assigned",
    "vps_offered",
    "vps_declined",
    "vps_taken",
    "vps_updated",
    "vps_reading_preference_recorded",
    "vps_copy_requested",
    "vps_copy_given",
    "vps_used_in_court",
    "vps_use_reported",
    "impact_statement_offered",
    "suspect_arrested",
    "suspect_interviewed_under_caution",
    "suspect_released_without_charge",
    "suspect_released_under_investigation",
    "suspect_released_on_police_bail",
    "police_bail_varied",
    "police_bail_cancelled",
    "police_bail_extended",
    "out_of_court_disposal_proposed",
    "victim_views_recorded",
    "out_of_court_disposal_given",
    "suspect_charged",
    "decision_not_to_prosecute",
    "charges_altered_or_stopped",
    "review_requested",
    "review_information_given",
    "cps_meeting_offered",
    "investigation_closed",
    "investigation_reopened",
    "hearing_listed",
    "court_bail_decided",
    "arrest_warrant_issued",
    "rearrest_hearing_held",
    "plea_entered",
    "witness_required",
    "special_measures_decided",
    "pretrial_visit_offered",
    "statement_refreshed",
    "prosecutor_met",
    "case_outcome_reached",
    "sentence_passed",
    "unduly_lenient_information_given",
    "sentence_question_asked",
    "sentence_question_answered",
    "appeal_lodged",
    "appeal_hearing_listed",
    "appeal_bail_decided",
    "appeal_decided",
    "expenses_claim_received",
    "expenses_paid",
    "property_no_longer_needed",
    "property_returned",
    "victim_contact_scheme_referred",
    "victim_contact_scheme_joined",
    "victim_contact_scheme_declined",
    "victim_liaison_officer_contacted",
    "sentence_milestone_reached",
    "parole_review_started",
    "parole_vps_invited",
    "parole_decided",
    "offender_escaped",
    "complaint_received",
    "complaint_acknowledged",
    "complaint_responded",
    "complaint_redirected",
    "service_declined",
    "service_resumed",
    "exception_recorded",
    "event_corrected",
    "event_voided",
]
