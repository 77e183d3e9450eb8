package sallyport.slack;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sallyport.http.ReadinessCheck;

/**
 * Whether Slack answers and knows our token: asked in the background every {@link #PERIOD}, so that neither the start
 * nor a look at readiness waits for Slack. Safe for use by many threads.
 */
public final class SlackReadiness implements ReadinessCheck, AutoCloseable {
    static final Duration PERIOD = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(SlackReadiness.class);

    private final SlackApi slack;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("slack-readiness").factory());
    private volatile Optional<String> missing = Optional.of("Slack was not asked yet");

    public SlackReadiness(SlackApi slack) {
        this.slack = slack;
    }

    public void start() {
        var _ = timer.scheduleWithFixedDelay(this::ask, 0, PERIOD.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public Optional<String> missing() {
        return missing;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private void ask() {
        try {
            missing = switch (slack.whoAmI()) {
                case Called.Ok<String> _ -> Optional.empty();
                case Called.RateLimited<String> _ -> missing;
                case Called.Refused<String>(var error) -> Optional.of("Slack refuses the bot token: " + error);
                case Called.Unanswered<String>(var cause) -> Optional.of(cause);
            };
        } catch (RuntimeException e) {
            LOG.error("slack.readiness-failed", e);
            missing = Optional.of("Slack could not be asked");
        }
    }
}
