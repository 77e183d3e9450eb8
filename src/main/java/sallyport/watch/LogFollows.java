package sallyport.watch;

/** Container logs as they are written. Safe for use by many threads. */
public interface LogFollows {
    /** Starts and returns at once; the sink is told everything else. */
    Following follow(FollowQuery query, LogSink sink);

    /** A follow under way. */
    interface Following {
        /** Ends it, if it has not ended; the sink is told, perhaps after this returns. */
        void stop();
    }
}
