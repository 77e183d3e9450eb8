package sallyport.watch;

/**
 * A question in the language of CloudWatch Logs Insights (its reference, "CloudWatch Logs Insights language query
 * syntax").
 */
public sealed interface Question {
    /** The rows it gives at most; more than that nobody reads in a message. */
    int MOST_ROWS = 60;

    /** The commands behind the one that chooses the streams. */
    String commands();

    /** How many lines speak of an error, in each minute. */
    record ErrorsByMinute() implements Question {
        @Override
        public String commands() {
            return "filter @message like /(?i)(error|exception|fatal|panic)/"
                    + " | stats count(*) as errors by bin(1m) as minute | sort minute desc | limit " + MOST_ROWS;
        }
    }

    /** The kinds of lines there are most of. */
    record TopMessages() implements Question {
        @Override
        public String commands() {
            return "pattern @message | sort @sampleCount desc | limit 20";
        }
    }

    /**
     * The 95th percentile of a number in lines of JSON, every five minutes.
     *
     * @param field its name, without backticks
     */
    record P95(String field) implements Question {
        @Override
        public String commands() {
            return "filter ispresent(`" + field + "`) | stats pct(`" + field + "`, 95) as p95, avg(`" + field
                    + "`) as average, count(*) as lines by bin(5m) as time | sort time desc | limit " + MOST_ROWS;
        }
    }

    /** How many lines each task wrote, and when it wrote the last one. */
    record ByTask() implements Question {
        @Override
        public String commands() {
            return "stats count(*) as lines, max(@timestamp) as newest by @logStream | sort lines desc | limit "
                    + MOST_ROWS;
        }
    }
}
