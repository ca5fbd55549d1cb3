//! Codes of what is right by itself and surely isn't meant: E0500–E0549 and W0300–W0399.

codes! {
    /// A condition that contradicts itself.
    E0500 CONTRADICTION,
    /// An allowance that doesn't say why.
    E0510 NO_REASON,
    /// An allowance or level of a code that isn't one.
    E0511 NO_SUCH_WARNING,
    /// An allowance or level of an error.
    E0512 NOT_A_WARNING,

    /// A condition that is always true, or never.
    W0300 DECIDED,
    /// A step to which no way leads.
    W0301 NO_WAY_TO_STEP,
    /// An arm that can't happen.
    W0302 ARM_NEVER,
    /// An arm whose time never comes.
    W0303 TIME_NEVER_COMES,
    /// A message that can never be sent or shown.
    W0304 NEVER_SENT,
    /// A message that waits shorter than the quiet hours are long.
    W0305 HOLD_TOO_SHORT,
    /// A rule that nothing falls under.
    W0310 RULE_OF_NOTHING,
    /// A rule that another one makes needless.
    W0311 RULE_SHADOWED,
    /// A team's rule that is weaker than the company's.
    W0312 WEAKER_THAN_COMPANY,
    /// A cap that another one keeps from being reached.
    W0313 CAP_OUT_OF_REACH,
    /// A rule that repeats or contradicts another one.
    W0314 RULE_TWICE,
    /// Journeys that compete for what only one of them gets.
    W0320 RIVALS,
    /// A number that a window can't count up to.
    W0330 SATURATES,
    /// A declaration that nothing uses.
    W0331 UNUSED,
    /// A name that hides another one.
    W0332 SHADOWED_NAME,
    /// A channel that asks for no consent where another one does.
    W0333 NO_CONSENT,
    /// A limit that ends a journey before its shortest way.
    W0334 LIMIT_TOO_SHORT,
    /// A placement into which nothing is offered.
    W0335 NOTHING_OFFERED,
    /// A key that is personal.
    W0336 PERSONAL_KEY,
    /// A measure whose share is always 100%.
    W0337 WHOLE_IS_PART,
    /// A command that reaches a customer past the policies.
    W0340 PAST_POLICIES,
    /// An arm that is deaf while a message waits.
    W0341 DEAF_ARM,
    /// A cap that opens at midnight, when nothing keeps the night.
    W0342 MIDNIGHT,
    /// An expectation that can't fail.
    W0343 CANNOT_FAIL,
    /// An allowance that allows nothing.
    W0350 ALLOWS_NOTHING,
}
