"""Medium courses, about three months, taught directly in a foreign language (Conclusion 39, section 2.4)."""

from doanra.policy.programme import ProgrammeTerms, RuleUse
from doanra.terms.words import Programme

TERMS = ProgrammeTerms(
    programme=Programme.MEDIUM,
    label="Bồi dưỡng trung hạn",
    source="Kết luận số 39-KL/TW, mục 2.4",
    rules=(
        RuleUse("audience"),
        RuleUse("task_done"),
        RuleUse("discipline"),
        RuleUse("exit_ban"),
        RuleUse("content_fit"),
        RuleUse("health"),
        RuleUse("months_left"),
        RuleUse("language_ability"),
        RuleUse("interview"),
        RuleUse("twice_a_year"),
        RuleUse("consecutive_years"),
        RuleUse("commitment", by_departure=True),
        RuleUse("vetting"),
        RuleUse("overlap", blocks=False),
    ),
)
