package sallyport.slack;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.bolt.App;
import com.slack.api.bolt.AppConfig;
import com.slack.api.bolt.response.Response;
import com.slack.api.util.thread.ExecutorServiceProvider;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.regex.Pattern;

/**
 * Bolt, with everything said and nothing taken from the environment. It has no middleware of its own: the signature is
 * checked before it (with more than one secret, which Bolt cannot), and its authorisation would ask Slack
 * {@code auth.test} before every acknowledgement. So it starts without Slack, too.
 */
final class BoltApp {
    private static final Pattern ANY = Pattern.compile(".*", Pattern.DOTALL);

    private BoltApp() {}

    static App create(SlackOptions options, SlackListeners listeners) {
        var slackConfig = new SlackConfig();
        slackConfig.setMethodsEndpointUrlPrefix(options.apiBase().toString());
        slackConfig.setStatsEnabled(false);
        slackConfig.setTokenExistenceVerificationEnabled(false);
        var config = AppConfig.builder()
                .slack(Slack.getInstance(slackConfig))
                .singleTeamBotToken(null)
                .signingSecret(null)
                .clientId(null)
                .clientSecret(null)
                .scope(null)
                .userScope(null)
                .oAuthInstallPathEnabled(false)
                .oAuthRedirectUriPathEnabled(false)
                .allEventsApiAutoAckEnabled(true)
                .executorServiceProvider(new VirtualThreads())
                .unmatchedRequestHandler(_ -> Response.ok())
                .build();
        var app = new App(config, config.getSlack(), List.of());
        app.command(Pattern.compile(Pattern.quote(options.command())), listeners::command);
        app.blockAction(ANY, listeners::click);
        app.viewSubmission(ANY, listeners::submission);
        app.viewClosed(ANY, (_, context) -> context.ack());
        return app.start();
    }

    private static final class VirtualThreads implements ExecutorServiceProvider {
        @Override
        public ExecutorService createThreadPoolExecutor(String name, int size) {
            return Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name(name).factory());
        }

        @Override
        public ScheduledExecutorService createThreadScheduledExecutor(String name) {
            return Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name(name).factory());
        }
    }
}
