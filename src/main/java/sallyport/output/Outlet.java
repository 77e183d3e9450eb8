package sallyport.output;

import sallyport.request.RequestId;

/** Where a run's output is read by people. Calls block until the far side answered. Safe for use by many threads. */
public interface Outlet {
    /** Shows the page, instead of the one before. */
    Shown show(RequestId run, Page page);
}
