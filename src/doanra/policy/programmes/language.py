"""Language courses, about four months at home and four abroad (Conclusion 39, section 2.4).

Months left and language level are listed though no seen text sets them: they show as not determined and do not block.
"""

from doanra.policy.programme import ProgrammeTerms, RuleUse
from doanra.terms.words import Programme

TERMS = ProgrammeTerms(
    programme=Programme.LANGUAGE,
    label="Bồi dưỡng nâng cao trình độ ngoại ngữ",
    source="Kết luận số 39-KL/TW, mục 2.4",
    rules=(
        RuleUse("audience"),
        RuleUse("task_done"),
        RuleUse("discipline"),
        RuleUse("exit_ban"),
        RuleUse("content_fit"),
        RuleUse("health"),
        RuleUse("twice_a_year"),
        RuleUse("consecutive_years"),
        RuleUse("commitment", by_departure=True),
        RuleUse("vetting"),
        RuleUse("overlap", blocks=False),
        RuleUse("months_left", blocks=False),
        RuleUse("language_ability", blocks=False),
    ),
)
