package sallyport.sandbox.slack.api;

import java.util.function.Function;

/** One Web API method: its rate tier and what it does. */
record Method(String name, Tier tier, Function<Arguments, Answer> call) {

    /** Which budget a method draws on (docs.slack.dev, rate limits). */
    enum Tier {
        /** {@code chat.postMessage}: by channel. */
        POST,
        TIER_2,
        TIER_3,
        TIER_4,
        /** {@code auth.test} takes hundreds a minute. */
        FREE
    }
}
