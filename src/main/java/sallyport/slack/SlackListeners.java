package sallyport.slack;

import com.slack.api.app_backend.interactive_components.payload.BlockActionPayload;
import com.slack.api.app_backend.slash_commands.response.SlashCommandResponse;
import com.slack.api.app_backend.util.JsonPayloadExtractor;
import com.slack.api.bolt.context.builtin.ActionContext;
import com.slack.api.bolt.context.builtin.SlashCommandContext;
import com.slack.api.bolt.context.builtin.ViewSubmissionContext;
import com.slack.api.bolt.request.builtin.BlockActionRequest;
import com.slack.api.bolt.request.builtin.SlashCommandRequest;
import com.slack.api.bolt.request.builtin.ViewSubmissionRequest;
import com.slack.api.bolt.response.Response;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import sallyport.approval.Approvals;
import sallyport.approval.Directory;
import sallyport.approval.Freezes;
import sallyport.audit.Ledger;
import sallyport.policy.Groups;
import sallyport.policy.Membership;
import sallyport.policy.Policy;
import sallyport.request.Aliases;
import sallyport.request.ChannelId;
import sallyport.request.MessageRef;
import sallyport.request.Person;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Translates between Bolt and the rest: payloads to plain values, answers to acknowledgements. A value returned here is
 * the HTTP response, so nothing here waits for Slack. Safe for use by many threads.
 */
public final class SlackListeners implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Dispatch dispatch;
    private final Clicks clicks;
    private final ReviewDesk desk;
    private final Background background;

    public SlackListeners(
            SlackOptions options,
            SlackApi slack,
            SlackHooks hooks,
            Supplier<Policy> policy,
            Supplier<? extends List<? extends Alarm>> alarms,
            Membership groups,
            Groups listed,
            Aliases aliases,
            Approvals approvals,
            Freezes freezes,
            GlassDesk glass,
            TranscriptDesk transcripts,
            Directory directory,
            Ledger ledger,
            Reads reads,
            DoctorDesk doctor,
            WhyDesk why,
            MetricsDesk metrics,
            StateDesk states,
            ReplyAddresses addresses,
            InstantSource clock) {
        this.background = new Background(hooks);
        this.desk = new ReviewDesk(slack, ledger, approvals, directory);
        var proposals = new ProposalDesk(slack, hooks, policy, groups, listed, aliases, directory, ledger, clock);
        var freezer = new FreezeDesk(slack, freezes, ledger);
        this.dispatch = new Dispatch(
                options.command(),
                directory,
                aliases,
                approvals,
                new StatusDesk(ledger, freezer, glass, alarms, groups::of, clock),
                desk,
                new ExtensionDesk(slack, approvals),
                freezer,
                glass,
                proposals,
                transcripts,
                new LogsQuestion(options, policy, groups::of, aliases, reads, clock),
                new LookDesk(
                        options.command(), aliases, proposals, reads, doctor, why, metrics, states, hooks, background),
                new PolicyDesk(options.command(), policy, groups::of, aliases, clock),
                addresses,
                hooks,
                background);
        this.clicks = new Clicks(slack, hooks, ledger, approvals, desk, proposals, reads, dispatch);
    }

    /** Takes no new work and lets what is under way end by itself. */
    @Override
    public void close() {
        background.close();
    }

    Response command(SlashCommandRequest request, SlashCommandContext context) {
        var payload = request.getPayload();
        var asked = new Asked(
                new Person(payload.getTeamId(), payload.getUserId()),
                new ChannelId(payload.getChannelId()),
                SlackText.decode(Optional.ofNullable(payload.getText()).orElse(""))
                        .strip(),
                payload.getTriggerId(),
                payload.getResponseUrl(),
                "command:" + payload.getTriggerId());
        return dispatch.answer(asked)
                .map(message -> context.ack(SlashCommandResponse.builder()
                        .responseType("ephemeral")
                        .text(message.text())
                        .blocks(message.blocks())
                        .build()))
                .orElseGet(context::ack);
    }

    Response click(BlockActionRequest request, ActionContext context) {
        var payload = request.getPayload();
        var container = payload.getContainer();
        if (container.getMessageTs() != null && !payload.getActions().isEmpty()) {
            var click = click(payload);
            background.run(click.responseUrl(), () -> clicks.handle(click));
        }
        return context.ack();
    }

    private static Click click(BlockActionPayload payload) {
        var action = payload.getActions().getFirst();
        var channel = new ChannelId(payload.getContainer().getChannelId());
        return new Click(
                new Person(payload.getUser().getTeamId(), payload.getUser().getId()),
                new MessageRef(channel, payload.getContainer().getMessageTs()),
                action.getActionId(),
                Optional.ofNullable(action.getValue()).orElse(""),
                payload.getTriggerId(),
                Optional.ofNullable(payload.getResponseUrl()).orElse(""));
    }

    Response submission(ViewSubmissionRequest request, ViewSubmissionContext context) {
        var payload = request.getPayload();
        var person = new Person(payload.getUser().getTeamId(), payload.getUser().getId());
        var view = rawView(request);
        var metadata = view.path("private_metadata").asString("");
        var refusal = switch (view.path("callback_id").asString("")) {
            case Modals.APPROVAL -> desk.approve(person, metadata, view.path("blocks"));
            case Modals.DENIAL -> desk.deny(person, metadata, reason(view));
            default -> ReviewDesk.CHANGED;
        };
        return refusal.sentence()
                .map(sentence ->
                        context.ackWithUpdate(Modals.notice(BlockKit.sentence(":x: " + sentence), refusal.isPartly())))
                .orElseGet(context::ack);
    }

    /** The view as Slack sent it, since Bolt's model drops what it does not know. */
    private static JsonNode rawView(ViewSubmissionRequest request) {
        var payload = new JsonPayloadExtractor().extractIfExists(request.getRequestBodyAsString());
        return JSON.readTree(payload).path("view");
    }

    private static String reason(JsonNode view) {
        return view.path("state")
                .path("values")
                .path(Modals.REASON_BLOCK)
                .path(Modals.REASON_INPUT)
                .path("value")
                .asString("");
    }
}
