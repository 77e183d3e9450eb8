package sallyport.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sallyport.approval.GlassReviews;
import sallyport.audit.InstallationJournal;
import sallyport.request.Actor;
import sallyport.request.AfterReview;
import sallyport.request.Alias;
import sallyport.request.Aliases;
import sallyport.request.Binding;
import sallyport.request.ChannelId;
import sallyport.request.Conditions;
import sallyport.request.Quorum;
import sallyport.request.Request;

/** What people hear of broken glass. */
class GlassDeskTest {
    private static final AfterReview REVIEW = new AfterReview("leads", Duration.ofHours(24));
    private static final ChannelId OWNERS = new ChannelId("C2");

    private final Office office = new Office();
    private final GlassReviews reviews = new GlassReviews(
            new InstallationJournal(office.ledger),
            office.ledger,
            _ -> {
                throw new AssertionError("nobody");
            },
            office.clock);

    @AfterEach
    void close() {
        office.close();
    }

    @Test
    void owners_in_another_channel_are_told_loudly_what_ran_why_and_who_reviews_it() {
        assertThat(desk(Optional.of(OWNERS)).tellOwners(broken())).isTrue();
        assertThat(office.stub.calls("chat.postMessage")).singleElement().satisfies(call -> {
            assertThat(call.value("channel")).isEqualTo("C2");
            assertThat(call.blocks().toString())
                    .contains("<!here>", "<@U0ROBIN> broke the glass", "`web`", "<#C1>", "bin/restart")
                    .contains(
                            "checking the <!channel> kernel", "`leads` reviews it until", "/ecs review r0123456789ab");
        });
    }

    @Test
    void a_card_in_the_owners_channel_is_loud_enough() {
        assertThat(desk(Optional.of(Requests.CHANNEL)).tellOwners(broken())).isTrue();
        assertThat(desk(Optional.empty()).tellOwners(broken())).isTrue();
        assertThat(desk(Optional.of(OWNERS)).tellOwners(Requests.request("uname", "-a")))
                .isTrue();
        assertThat(office.stub.calls("chat.postMessage")).isEmpty();
    }

    @Test
    void a_busy_or_broken_slack_is_told_again_and_one_that_refuses_is_not() {
        office.stub.tooFast("chat.postMessage", Duration.ofSeconds(1));
        office.stub.breakDown("chat.postMessage");
        office.stub.fail("chat.postMessage", "internal_error");
        office.stub.fail("chat.postMessage", "channel_not_found");
        var desk = desk(Optional.of(OWNERS));
        assertThat(List.of(
                        desk.tellOwners(broken()),
                        desk.tellOwners(broken()),
                        desk.tellOwners(broken()),
                        desk.tellOwners(broken())))
                .containsExactly(false, false, false, true);
    }

    @Test
    void the_card_says_that_nobody_had_to_agree() {
        office.keeper.start();
        office.journal.file(broken(), "mark");
        await().until(() -> office.entry(Requests.ID).card().isPresent());
        assertThat(office.stub.calls("chat.postMessage").getFirst().blocks().toString())
                .contains("The glass is broken", "nobody had to agree", "`leads` reviews it until");
    }

    @Test
    void the_status_lists_what_is_owed_and_what_is_overdue() {
        var request = broken();
        new InstallationJournal(office.ledger)
                .glassBroken(request.id(), Actor.human(request.requester()), REVIEW, Requests.NOW);
        assertThat(desk(Optional.empty()).standing(Requests.NOW)).isEmpty();
        office.journal.file(request, "mark");
        var due = Requests.NOW.plus(REVIEW.within());
        assertThat(desk(Optional.empty()).standing(due).toString())
                .contains("`leads` has to review", "r0123456789ab", "<@U0ROBIN>")
                .doesNotContain("Overdue");
        assertThat(desk(Optional.empty()).standing(due.plusMillis(1)).toString())
                .contains("Overdue");
    }

    private GlassDesk desk(Optional<ChannelId> owners) {
        var web = new Alias("web", "123456789012", "eu-central-1", "prod", "api-web", Optional.of("app"), owners);
        return new GlassDesk(office.stub.options(), office.slack, reviews, new Aliases(List.of(web)));
    }

    private static Request broken() {
        var like = Requests.request("bin/restart");
        return new Request(
                like.id(),
                like.requester(),
                like.channel(),
                like.selector(),
                like.argv(),
                like.exitCode(),
                like.rule(),
                like.policyVersion(),
                Quorum.none(),
                like.reason(),
                like.askedAt(),
                like.expiresAt(),
                like.startWithin(),
                like.deadline(),
                new Conditions(Optional.empty(), Binding.REVISION, Conditions.USUAL_OUTPUT_LIMIT, Optional.of(REVIEW)));
    }
}
