package sallyport.watch;

import sallyport.request.Selector;

/** Gathers what says whether exec works on a target. Calls block, for a bounded time. Safe for use by many threads. */
public interface ExecFactsSource {
    /** @param wanted of a configured target */
    Looked<ExecFacts> gather(Selector wanted);
}
