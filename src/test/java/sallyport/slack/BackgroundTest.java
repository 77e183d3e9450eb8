package sallyport.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

class BackgroundTest {
    @Test
    void a_bug_is_told_to_whoever_asked_with_an_id_and_no_internals() {
        try (var stub = new StubSlack();
                var background = new Background(new SlackHooks(stub.options()))) {
            background.run(stub.hook(), () -> {
                throw new IllegalStateException("secret internals");
            });
            await().until(() -> !stub.calls("hook").isEmpty());
            assertThat(stub.calls("hook").getFirst().body())
                    .containsPattern("error `[0-9a-f]{8}`")
                    .doesNotContain("internals", "IllegalState");
        }
    }
}
