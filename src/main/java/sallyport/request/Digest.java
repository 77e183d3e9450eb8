package sallyport.request;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What an approval binds to: SHA-256 over the request's argv, place, rule, policy version, people and times. Anything
 * that changes one of them changes the digest and so voids the approval.
 *
 * <p>Each field enters as its length in four bytes and its UTF-8 text, so no two different requests share a preimage.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record Digest(String hex) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    /** Names the field order; a change of it is a new version. */
    private static final String VERSION = "sallyport-request-1";

    public Digest {
        if (!FORM.matcher(hex).matches()) {
            throw new IllegalArgumentException("not a SHA-256 in hexadecimal: " + hex);
        }
    }

    public static Digest of(Request request, Target target) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            write(out, VERSION);
            write(out, request.id().value());
            write(out, request.requester().teamId());
            write(out, request.requester().userId());
            write(out, request.channel().value());
            writeCommand(out, request);
            writePlace(out, target);
            write(out, request.conditions().binding() == Binding.TASK ? target.runtimeId() : "");
            writeTerms(out, request);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return new Digest(HexFormat.of().formatHex(sha256().digest(bytes.toByteArray())));
    }

    private static void writeCommand(DataOutputStream out, Request request) throws IOException {
        out.writeInt(request.argv().arguments().size());
        for (var argument : request.argv().arguments()) {
            write(out, argument);
        }
        write(out, request.exitCode().name());
    }

    private static void writePlace(DataOutputStream out, Target target) throws IOException {
        write(out, target.alias());
        write(out, target.account());
        write(out, target.region());
        write(out, target.cluster());
        write(out, target.service());
        write(out, target.taskDefinition());
        write(out, target.container());
        write(out, target.imageDigest());
    }

    private static void writeTerms(DataOutputStream out, Request request) throws IOException {
        write(out, request.selector().task().orElse(""));
        write(out, request.rule());
        write(out, request.policyVersion());
        write(out, request.quorum().slots());
        out.writeInt(request.quorum().choices().size());
        for (var choice : request.quorum().choices()) {
            write(out, choice.alternatives());
        }
        write(out, request.reason().orElse(""));
        out.writeLong(request.expiresAt().toEpochMilli());
        out.writeLong(request.deadline().toMillis());
        writeConditions(out, request.conditions());
    }

    private static void writeConditions(DataOutputStream out, Conditions conditions) throws IOException {
        write(out, conditions.ticket().orElse(""));
        write(out, conditions.binding().name());
        out.writeLong(conditions.outputLimit());
        write(out, conditions.review().map(AfterReview::group).orElse(""));
        out.writeLong(conditions
                .review()
                .map(AfterReview::within)
                .orElse(Duration.ZERO)
                .toMillis());
        writeLater(out, conditions);
    }

    /** Each with its name, and left out where it is what goes without saying, so that earlier digests stay. */
    private static void writeLater(DataOutputStream out, Conditions conditions) throws IOException {
        if (conditions.confirmation() != Confirmation.REVIEW) {
            write(out, "confirmation");
            write(out, conditions.confirmation().name());
        }
        if (conditions.escalation().isPresent()) {
            var escalation = conditions.escalation().get();
            write(out, "escalation");
            write(out, escalation.group());
            out.writeLong(escalation.after().toMillis());
        }
        if (conditions.audience() != Audience.THREAD) {
            write(out, "audience");
            write(out, conditions.audience().name());
        }
        for (var concurrency : conditions.concurrency()) {
            write(out, "concurrency");
            write(out, concurrency.rule());
            out.writeInt(concurrency.most());
        }
        if (conditions.fanOut().isPresent()) {
            write(out, "fan-out");
            write(out, conditions.fanOut().get());
        }
        if (conditions.reported().isPresent()) {
            write(out, "reported");
            write(out, conditions.reported().get());
        }
    }

    private static void write(DataOutputStream out, FanOut fanOut) throws IOException {
        out.writeInt(fanOut.most());
        switch (fanOut) {
            case FanOut.First _ -> out.writeInt(1);
            case FanOut.Other other -> {
                out.writeInt(other.number());
                write(out, other.first().value());
                out.writeInt(other.tasks().size());
                for (var task : other.tasks()) {
                    write(out, task);
                }
            }
        }
    }

    private static void write(DataOutputStream out, List<Slot> slots) throws IOException {
        out.writeInt(slots.size());
        for (var slot : slots) {
            write(out, slot.group());
            out.writeInt(slot.count());
        }
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return hex;
    }
}
