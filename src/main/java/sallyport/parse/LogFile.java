package sallyport.parse;

import java.util.Set;
import java.util.regex.Pattern;

/** Tells from its path alone whether a file is likely to be a log of text. */
final class LogFile {
    private static final String FLAGS = "(?i)";

    /** What rotation and compression put behind a name: a number, a date, an ending. */
    private static final String ROTATION = "(?:[.-](?:[0-9][0-9.-]*|old|bak|gz|xz|bz2|zst))*";

    private static final Pattern NAME =
            Pattern.compile(FLAGS + "(?:.*[._-])?logs?(?:[.-](?:txt|json|jsonl))?" + ROTATION
                    + "|(?:.*\\.)?(?:err|stderr|stdout)" + ROTATION
                    + "|(?:catalina|nohup)[0-9.-]*\\.out" + ROTATION);

    private static final Pattern ROTATED =
            Pattern.compile(FLAGS + ".*(?:\\.(?:gz|xz|bz2|zst|old|bak)|(?:log|err|out)[.-][0-9][0-9.-]*)");

    private static final String SYSTEM_LOGS = "/var/log/";

    /** What stands in /var/log and is no text. */
    private static final Set<String> RECORDS = Set.of("wtmp", "btmp", "lastlog", "faillog", "journal");

    private static final Pattern SETTINGS =
            Pattern.compile(FLAGS + ".*\\.(?:conf|cfg|ini|ya?ml|xml|properties|toml|db)");

    /** A name that only the folder tells to be a log's. */
    private static final Pattern PLAIN = Pattern.compile(FLAGS + "[^.]+(?:\\.(?:txt|out|json|jsonl))?" + ROTATION);

    /** The output of the container's first process, which the log driver has. */
    private static final Set<String> OWN_OUTPUT = Set.of("/proc/1/fd/1", "/proc/1/fd/2");

    private LogFile() {}

    static boolean isLikely(String path) {
        if (OWN_OUTPUT.contains(path)) {
            return true;
        }
        var name = name(path);
        if (name.isEmpty() || SETTINGS.matcher(name).matches()) {
            return false;
        }
        return NAME.matcher(name).matches() || isInFolderOfLogs(path, name);
    }

    private static boolean isInFolderOfLogs(String path, String name) {
        if (path.startsWith(SYSTEM_LOGS)) {
            return !RECORDS.contains(name);
        }
        var folder = name(path.substring(0, Math.max(0, path.length() - name.length() - 1)));
        return (folder.equals("log") || folder.equals("logs"))
                && PLAIN.matcher(name).matches();
    }

    /** A folder of logs, for whoever looks through it. */
    static boolean isFolder(String path) {
        var name = name(path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
        return name.equals("log") || name.equals("logs");
    }

    /** Whether it was put aside: what it holds is older than what is written now. */
    static boolean isRotated(String path) {
        return ROTATED.matcher(name(path)).matches();
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
