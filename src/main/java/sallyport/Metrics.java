package sallyport;

import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import sallyport.audit.Journal;
import sallyport.audit.LedgerEntry;
import sallyport.aws.TaskEvents;
import sallyport.request.Phase;

/** Counts for operators, as Prometheus text. Safe for use by many threads. */
final class Metrics {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    Metrics(Journal journal) {
        new JvmMemoryMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        journal.observe(this::count);
    }

    String scrape() {
        return registry.scrape();
    }

    private void count(LedgerEntry entry) {
        registry.counter("sallyport_phases", "phase", name(entry.phase())).increment();
    }

    /** Counts a message that told of a task. */
    void count(TaskEvents.Outcome outcome) {
        registry.counter("sallyport_task_events", "outcome", name(outcome)).increment();
    }

    private static String name(TaskEvents.Outcome outcome) {
        return switch (outcome) {
            case STORED -> "stored";
            case PASSED_OVER -> "passed-over";
            case POISON -> "poison";
        };
    }

    private static String name(Phase phase) {
        return switch (phase) {
            case Phase.Received _ -> "received";
            case Phase.Pending _ -> "pending";
            case Phase.Approved _ -> "approved";
            case Phase.Starting _ -> "starting";
            case Phase.Running _ -> "running";
            case Phase.Done _ -> "done";
            case Phase.Failed _ -> "failed";
            case Phase.TimedOut _ -> "timed-out";
            case Phase.Revoked _ -> "revoked";
            case Phase.Lost _ -> "lost";
            case Phase.Unknown _ -> "unknown";
            case Phase.Denied _ -> "denied";
            case Phase.Cancelled _ -> "cancelled";
            case Phase.Expired _ -> "expired";
            case Phase.Stale _ -> "stale";
            case Phase.NotStarted _ -> "not-started";
        };
    }
}
