package sallyport.sandbox.slack.api;

import static sallyport.sandbox.slack.api.Method.Tier.TIER_4;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import sallyport.sandbox.slack.workspace.Channel;
import sallyport.sandbox.slack.workspace.Json;
import sallyport.sandbox.slack.workspace.Message;
import sallyport.sandbox.slack.workspace.Seed;
import sallyport.sandbox.slack.workspace.StoredFile;
import sallyport.sandbox.slack.workspace.Workspace;
import tools.jackson.databind.JsonNode;

/** The three steps of an upload: ask for an address, send the bytes there, share the file. */
final class FileMethods {
    /** Largest file. Slack takes 1 GB; the sandbox keeps files in memory. */
    static final long MAX_LENGTH = 64L << 20;

    private static final int HTTP_BAD_REQUEST = 400;
    private static final int HTTP_NOT_FOUND = 404;

    private final Workspace workspace;
    private final Conversations conversations;
    private final Supplier<URI> endpoint;

    FileMethods(Workspace workspace, Conversations conversations, Supplier<URI> endpoint) {
        this.workspace = workspace;
        this.conversations = conversations;
        this.endpoint = endpoint;
    }

    List<Method> methods() {
        return List.of(
                new Method("files.getUploadURLExternal", TIER_4, this::announce),
                new Method("files.completeUploadExternal", TIER_4, this::complete));
    }

    private Answer announce(Arguments arguments) {
        var name = arguments.text("filename");
        var length = arguments.number("length", 0);
        if (name.isEmpty()) {
            return Answer.missing("filename");
        }
        if (length < 1) {
            return Answer.refused("invalid_arguments", List.of("length must be at least 1 byte"));
        }
        if (length > MAX_LENGTH) {
            return Answer.refused("file_upload_size_restricted");
        }
        var file = workspace.files().expect(name.get(), length);
        return Answer.ok(Json.object()
                .put("upload_url", endpoint.get().resolve(file.uploadPath()).toString())
                .put("file_id", file.id()));
    }

    /** The bytes arrive raw or as the one file of a multipart form, without a token. */
    void upload(Context context) {
        var file = workspace.files().byUploadSecret(context.pathParam("secret"));
        if (file.isEmpty()) {
            context.status(HTTP_NOT_FOUND).result("no such upload");
            return;
        }
        var bytes = bytes(context);
        if (bytes.length != file.get().announcedLength()) {
            context.status(HTTP_BAD_REQUEST)
                    .result("announced " + file.get().announcedLength() + " bytes, got " + bytes.length);
            return;
        }
        workspace.files().put(file.get().with(bytes));
        context.result("OK - " + bytes.length);
    }

    private static byte[] bytes(Context context) {
        if (!context.isMultipartFormData()) {
            return context.bodyAsBytes();
        }
        var parts = context.uploadedFiles();
        try {
            return parts.isEmpty() ? new byte[0] : parts.getFirst().content().readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private Answer complete(Arguments arguments) {
        var shared = new ArrayList<StoredFile>();
        for (var entry : arguments.json("files").orElseGet(Json::array)) {
            var file = uploaded(entry);
            if (file.isEmpty()) {
                return Answer.refused("file_not_found");
            }
            shared.add(file.get());
        }
        if (shared.isEmpty()) {
            return Answer.missing("files");
        }
        if (arguments.text("channel_id").isEmpty()) {
            return answer(shared);
        }
        return conversations.writable(arguments, channel -> share(shared, channel, arguments));
    }

    private Optional<StoredFile> uploaded(JsonNode entry) {
        return workspace
                .files()
                .find(entry.path("id").asString(""))
                .filter(file -> file.content().isPresent())
                .map(file -> Json.text(entry, "title").map(file::titled).orElse(file));
    }

    private Answer share(List<StoredFile> files, Channel channel, Arguments arguments) {
        var thread = arguments.text("thread_ts");
        return conversations.root(channel, thread).orElseGet(() -> share(files, channel, thread, arguments));
    }

    private Answer share(List<StoredFile> files, Channel channel, Optional<String> thread, Arguments arguments) {
        var described = Json.array();
        files.forEach(workspace.files()::put);
        files.forEach(file -> described.add(file.toJson(endpoint.get())));
        var comment = arguments.text("initial_comment").orElse("");
        workspace
                .messages()
                .add(Message.of(channel.id(), workspace.timestamps().next(), Seed.BOT_ID, comment)
                        .inThread(thread)
                        .withFiles(described));
        return answer(files);
    }

    private Answer answer(List<StoredFile> files) {
        var answer = Json.object();
        var listed = answer.putArray("files");
        files.forEach(file -> listed.add(file.toJson(endpoint.get())));
        return Answer.ok(answer);
    }
}
