package sallyport;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sallyport.audit.InstallationJournal.Noted;
import sallyport.audit.LedgerUnavailable;
import sallyport.http.ReadinessCheck;
import sallyport.request.Actor;
import sallyport.slack.FileAlarm;

/**
 * What one file says, as far as it is in force. Takes what it finds as a whole or not at all: after it was read without
 * a mistake and is in the audit trail. Until then what was before stays. Looked at by one thread; what is in force is
 * safe to ask for by many.
 */
final class FileInForce<T> implements Supplier<T>, ReadinessCheck {
    /**
     * Each line is named by the file before its arguments, since the log keeps those apart and people look for names.
     */
    private static final Logger LOG = LoggerFactory.getLogger(FileInForce.class);

    private static final Actor START = Actor.component("start");
    private static final Actor RELOAD = Actor.component("reload");
    private static final String BROKEN = "is broken";
    private static final String NOT_NOTED = "changed and could not be noted in the audit trail";

    private final Optional<Path> file;
    private final FileKind<T> kind;
    private final InstantSource clock;
    private volatile T value;
    private volatile Optional<FileAlarm> alarm = Optional.empty();

    // What follows belongs to whoever looks.
    private Optional<FileContent> lastLook = Optional.empty();
    private Optional<FileContent> candidate = Optional.empty();

    /** @param atStart what was read from the file before, or what holds without one */
    FileInForce(Optional<Path> file, FileKind<T> kind, T atStart, InstantSource clock) {
        this.file = file;
        this.kind = kind;
        this.value = atStart;
        this.clock = clock;
    }

    @Override
    public T get() {
        return value;
    }

    /** What stands in the way of the file, if something does. */
    Optional<FileAlarm> alarm() {
        return alarm;
    }

    /** What an older file says is what we can serve by. */
    @Override
    public Optional<String> missing() {
        return Optional.empty();
    }

    @Override
    public Optional<String> degraded() {
        return alarm.map(sick -> "the " + sick.file() + " file " + sick.what() + " since " + sick.since() + ", version "
                + sick.inForce() + " stays in force: " + String.join("; ", sick.problems()));
    }

    /**
     * Notes what it was made with. Without it in the audit trail the application does not start: nobody could say later
     * what it allowed.
     *
     * @throws LedgerUnavailable if it cannot be noted
     */
    void note() {
        switch (note(START, value)) {
            case Noted.Written _ -> LOG.info(kind.name() + ".loaded version={}", kind.version(value));
            case Noted.Already _ -> LOG.debug(kind.name() + ".unchanged version={}", kind.version(value));
            case Noted.Unavailable(var cause) ->
                throw new LedgerUnavailable(cause, new IllegalStateException(kind.name() + ".loaded was not noted"));
        }
    }

    /**
     * Looks at the file.
     *
     * @param finished whether what is found counts as finished; otherwise two looks have to find the same
     */
    void look(boolean finished) {
        candidate = Optional.empty();
        file.map(FileContent::of).ifPresent(found -> {
            boolean settled = finished || lastLook.equals(Optional.of(found));
            lastLook = Optional.of(found);
            if (found.equals(new FileContent.Text(kind.text(value)))) {
                calm();
            } else if (settled) {
                candidate = Optional.of(found);
            }
        });
    }

    /** What the last look found that is finished and not in force. */
    Optional<FileContent> candidate() {
        return candidate;
    }

    /**
     * Judges what the last look found, also what was refused before: what it is held against may have changed.
     *
     * @return whether something new is in force
     */
    boolean judge() {
        return candidate.map(this::judge).orElse(false);
    }

    private boolean judge(FileContent found) {
        return switch (kind.judge(found)) {
            case Judged.Good<T>(var next) -> load(next);
            case Judged.Refused<T>(var problems) -> {
                raise(BROKEN, problems);
                yield false;
            }
        };
    }

    /** No event, no transition: it is in the audit trail before it is in force. */
    private boolean load(T next) {
        return switch (note(RELOAD, next)) {
            case Noted.Written _, Noted.Already _ -> {
                value = next;
                LOG.info(kind.name() + ".loaded version={}", kind.version(next));
                calm();
                yield true;
            }
            case Noted.Unavailable(var cause) -> {
                raise(NOT_NOTED, List.of(cause));
                yield false;
            }
        };
    }

    private Noted note(Actor by, T noted) {
        return kind.note(by, noted, clock.instant());
    }

    private void calm() {
        if (alarm.isPresent()) {
            LOG.info(kind.name() + ".alarm-over version={}", kind.version(value));
            alarm = Optional.empty();
        }
    }

    private void raise(String what, List<String> problems) {
        var since = alarm.filter(before -> before.what().equals(what)).map(FileAlarm::since);
        var now = new FileAlarm(
                kind.name(),
                what,
                since.orElseGet(clock::instant),
                problems,
                ChangeNotices.shortened(kind.version(value)));
        if (!alarm.equals(Optional.of(now))) {
            LOG.error(
                    kind.name() + ".alarm: the file {}; version {} stays in force: {}", what, now.inForce(), problems);
            alarm = Optional.of(now);
        }
    }
}
