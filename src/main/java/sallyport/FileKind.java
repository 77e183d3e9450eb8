package sallyport;

import java.time.Instant;
import sallyport.audit.InstallationJournal.Noted;
import sallyport.request.Actor;

/** A kind of file that decides something while it is in force. */
interface FileKind<T> {
    /** What it is called in the log, in {@code status} and at {@code /readyz}: the word before "file". */
    String name();

    Judged<T> judge(FileContent content);

    /** The whole text it was read from. */
    String text(T value);

    /** What tells it from others. */
    String version(T value);

    /** Keeps it in the audit trail. */
    Noted note(Actor by, T value, Instant at);
}
