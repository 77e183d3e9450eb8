package sallyport.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static sallyport.request.Examples.NOON;
import static sallyport.request.Examples.target;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sallyport.request.Actor;
import sallyport.request.Event;
import sallyport.request.Examples;
import sallyport.request.FanOut;
import sallyport.request.Quorum;
import sallyport.request.Request;
import sallyport.request.RequestId;

/** Requests that were made together are found from any of them. */
class FanOutsTest {
    private static final RequestId FIRST = new RequestId("r0123456789ab");
    private static final List<String> TASKS = List.of("a", "b", "c");

    private final MemoryLedger ledger = new MemoryLedger();
    private final Journal journal = new Journal(ledger);
    private final FanOuts fanOuts = new FanOuts(ledger);

    private LedgerEntry file(RequestId id, FanOut fanOut) {
        return file(Examples.with(Examples.request(id, Quorum.none(), NOON), Examples.fannedOut(fanOut)));
    }

    private LedgerEntry file(Request request) {
        return ((Filed.Stored) journal.file(request, "mark " + request.id())).entry();
    }

    private static FanOut.Other other(int number) {
        return new FanOut.Other(FIRST, 3, TASKS, number);
    }

    private LedgerEntry first() {
        return file(FIRST, new FanOut.First(3));
    }

    @Test
    void from_each_of_them_all_are_found_in_the_order_of_their_tasks() {
        var first = first();
        var third = file(FIRST.other(3), other(3));
        var second = file(FIRST.other(2), other(2));
        for (var entry : List.of(first, second, third)) {
            assertThat(fanOuts.together(entry)).containsExactly(first, second, third);
            assertThat(fanOuts.settled(entry)).map(FanOut.Other::tasks).contains(TASKS);
        }
        assertThat(FanOuts.other(third)).contains(other(3));
        assertThat(FanOuts.other(first)).isEmpty();
    }

    @Test
    void what_is_not_stored_yet_is_left_out() {
        var first = first();
        assertThat(fanOuts.together(first)).containsExactly(first);
        assertThat(fanOuts.settled(first)).isEmpty();
        var second = file(FIRST.other(2), other(2));
        assertThat(fanOuts.together(first)).containsExactly(first, second);
    }

    @Test
    void what_is_stored_after_the_first_went_on_alone_is_none_of_them() {
        first();
        journal.record(FIRST, new Event.TargetResolved(target(), NOON));
        var first = ledger.find(FIRST).orElseThrow();
        var late = file(FIRST.other(2), other(2));
        assertThat(fanOuts.settled(first)).isEmpty();
        assertThat(fanOuts.together(first)).containsExactly(first);
        assertThat(fanOuts.state(FanOuts.other(late).orElseThrow())).isEqualTo(FanOuts.State.ABANDONED);
    }

    @Test
    void a_request_for_one_task_has_no_others() {
        var alone = file(Examples.request());
        assertThat(fanOuts.together(alone)).containsExactly(alone);
        assertThat(fanOuts.settled(alone)).isEmpty();
    }

    @Test
    void one_whose_first_is_missing_stands_alone_and_is_abandoned() {
        var second = file(FIRST.other(2), other(2));
        assertThat(fanOuts.together(second)).containsExactly(second);
        assertThat(fanOuts.state(other(2))).isEqualTo(FanOuts.State.ABANDONED);
    }

    @Test
    void they_are_complete_once_the_first_says_so_and_stay_so_when_it_has_ended() {
        first();
        assertThat(fanOuts.state(other(2))).isEqualTo(FanOuts.State.INCOMPLETE);
        journal.record(FIRST, new Event.TargetResolved(target(), 3, NOON));
        assertThat(fanOuts.state(other(2))).isEqualTo(FanOuts.State.COMPLETE);
        cancel();
        assertThat(fanOuts.state(other(2))).isEqualTo(FanOuts.State.COMPLETE);
    }

    @Test
    void they_are_abandoned_when_the_first_ended_before_or_went_on_with_others() {
        first();
        journal.record(FIRST, new Event.TargetResolved(target(), 2, NOON));
        assertThat(fanOuts.state(other(2))).isEqualTo(FanOuts.State.ABANDONED);
    }

    @Test
    void they_are_abandoned_when_the_first_was_taken_back_before() {
        first();
        cancel();
        assertThat(fanOuts.state(other(2))).isEqualTo(FanOuts.State.ABANDONED);
    }

    private void cancel() {
        journal.record(FIRST, new Event.StopAsked(Actor.human(Examples.REQUESTER), true, NOON));
    }

    @Test
    void the_ids_of_the_others_follow_from_the_first_and_differ() {
        var ids = IntStream.rangeClosed(2, FanOut.MOST_TASKS)
                .mapToObj(FIRST::other)
                .toList();
        assertThat(ids).doesNotHaveDuplicates().doesNotContain(FIRST);
        assertThat(ids.getFirst()).isEqualTo(FIRST.other(2)).isNotEqualTo(new RequestId("rzzzzzzzzzzzz").other(2));
    }

    @Test
    void what_makes_a_request_one_of_several_is_read_as_it_was_written() {
        for (var fanOut : List.of(new FanOut.First(3), other(2))) {
            var request = Examples.with(Examples.request(), Examples.fannedOut(fanOut));
            assertThat(LedgerFormat.readRequest(LedgerFormat.write(request))).isEqualTo(request);
        }
        assertThat(LedgerFormat.write(Examples.with(Examples.request(), Examples.fannedOut(other(2)))))
                .contains("\"first\":\"r0123456789ab\"", "\"number\":2", "\"tasks\":[\"a\",\"b\",\"c\"]");
    }

    @Test
    void on_how_many_tasks_it_was_resolved_is_written_only_if_there_are_several() {
        assertThat(LedgerFormat.tree(new Event.TargetResolved(target(), NOON)).has("tasks"))
                .isFalse();
        var three = new Event.TargetResolved(target(), 3, NOON);
        assertThat(LedgerFormat.tree(three).path("tasks").asInt()).isEqualTo(3);
        assertThat(LedgerFormat.read(LedgerFormat.tree(three).toString(), Event.class))
                .isEqualTo(three);
        var alone = new Event.TargetResolved(target(), NOON);
        assertThat(LedgerFormat.read(LedgerFormat.tree(alone).toString(), Event.class))
                .isEqualTo(alone);
        assertThat(alone.tasks()).isEqualTo(1);
    }
}
