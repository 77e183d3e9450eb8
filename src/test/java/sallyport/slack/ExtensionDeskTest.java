package sallyport.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sallyport.audit.InstallationJournal;
import sallyport.audit.LedgerEntry;
import sallyport.parse.SlashCommand;
import sallyport.request.Actor;
import sallyport.request.Event;
import sallyport.request.Person;
import sallyport.request.Phase;
import sallyport.request.RequestId;

/** What people hear of an extension. The run's deadline is a quarter of an hour. */
class ExtensionDeskTest {
    private final Office office = new Office();
    private final ExtensionDesk desk = new ExtensionDesk(office.slack, office.approvals);

    @AfterEach
    void close() {
        office.close();
    }

    private Optional<String> extend(Person person, int minutes, String reason) {
        var asked = new SlashCommand.Extend(
                Requests.ID, Duration.ofMinutes(minutes), Optional.of(reason).filter(words -> !words.isEmpty()));
        return desk.extend(asked, person, Requests.CHANNEL);
    }

    @Test
    void the_thread_hears_who_extended_it_and_until_when_and_the_reason_to_the_letter() {
        granted();
        assertThat(extend(Requests.SAM, 10, "nearly <!channel> done")).isEmpty();
        assertThat(office.stub.calls("chat.postMessage")).singleElement().satisfies(call -> {
            assertThat(call.value("thread_ts")).isEqualTo(Office.CARD.ts());
            assertThat(call.blocks().toString())
                    .contains("<@U0SAM> extended this run: it may go on until <!date^")
                    .contains("rich_text_quote", "nearly <!channel> done")
                    .doesNotContain("longest");
        });
    }

    @Test
    void whoever_asks_for_more_than_there_is_hears_that_this_was_all() {
        granted();
        assertThat(extend(Requests.SAM, 60, "")).isEmpty();
        assertThat(office.stub.calls("chat.postMessage").getFirst().blocks().toString())
                .contains("That is the longest there is: twice its rule's deadline of 15 min.")
                .doesNotContain("rich_text_quote");
        assertThat(extend(Requests.SAM, 1, ""))
                .get()
                .asString()
                .contains("Its time is the longest", "Nothing was changed");
    }

    @Test
    void an_extension_that_the_thread_does_not_show_holds_all_the_same() {
        granted();
        office.stub.fail("chat.postMessage", "channel_not_found");
        assertThat(extend(Requests.SAM, 10, "")).contains("It is extended, but I could not tell the thread.");
        assertThat(office.entry(Requests.ID).phase())
                .isInstanceOfSatisfying(
                        Phase.Running.class,
                        running -> assertThat(running.extension()).isPresent());
    }

    @Test
    void who_is_not_granted_it_is_told_so_whoever_asked() {
        office.running();
        assertThat(extend(Requests.ROBIN, 10, "")).contains(ExtensionDesk.NOT_EXTENDED);
        assertThat(office.stub.calls("chat.postMessage")).isEmpty();
    }

    @Test
    void what_does_not_run_yet_is_frozen_or_is_stopping_is_not_extended_and_the_answer_says_which() {
        office.extendable();
        office.pending();
        assertThat(extend(Requests.SAM, 10, "")).get().asString().contains("It does not run yet");
        var installation = new InstallationJournal(office.ledger);
        granted();
        installation.freeze(Actor.human(Requests.ALEX), "incident", Requests.NOW);
        assertThat(extend(Requests.SAM, 10, ""))
                .get()
                .asString()
                .contains("All starts are frozen", "Nothing was changed");
        installation.thaw(Actor.human(Requests.ALEX), Requests.NOW);
        office.journal.record(Requests.ID, new Event.StopAsked(Actor.human(Requests.ROBIN), true, Requests.NOW));
        assertThat(extend(Requests.SAM, 10, "")).contains("It is being stopped already. Nothing was changed.");
    }

    @Test
    void whose_time_is_up_is_not_extended() {
        var entry = granted();
        var deadline = Requests.NOW.plus(entry.request().deadline());
        office.journal.record(Requests.ID, new Event.DeadlineReached("token", deadline, deadline));
        assertThat(extend(Requests.SAM, 10, ""))
                .contains("Its time is up, and it is being ended. Nothing was changed.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"U0SAM", "U0ROBIN"})
    void of_what_nobody_asked_everybody_hears_that_there_is_no_such_request(String user) {
        var asked = new SlashCommand.Extend(new RequestId("r999999999999"), Duration.ofMinutes(1), Optional.empty());
        assertThat(desk.extend(asked, new Person("T1", user), Requests.CHANNEL)).contains(Refusals.NO_SUCH_REQUEST);
    }

    private LedgerEntry granted() {
        office.extendable();
        return office.running();
    }
}
