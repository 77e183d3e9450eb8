package sallyport.watch;

import static sallyport.watch.CheckId.D0;
import static sallyport.watch.CheckId.D1;
import static sallyport.watch.CheckId.D29;
import static sallyport.watch.CheckId.D35;
import static sallyport.watch.CheckId.D36;
import static sallyport.watch.CheckId.D39;
import static sallyport.watch.CheckId.D40;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What surrounds the task: the account, the cluster, the service. */
final class PlaceChecks {
    /** By how much clocks may differ; AWS refuses signatures beyond it. Source: AWS Signature Version 4. */
    static final Duration MAX_SKEW = Duration.ofMinutes(5);

    /** Percent of the reservation, above which the exec agent may not get what it needs. */
    static final double FULL = 95;

    private PlaceChecks() {}

    static Check entry(ExecFacts facts) {
        return Check.of(D0, facts.entry(), entry -> switch (entry) {
            case ExecFacts.Entry.Refused(var sentence) ->
                Check.blocks(D0, sentence, Remedies.assumeRole(facts.target()));
            case ExecFacts.Entry.Entered entered -> entered(facts, entered);
        });
    }

    private static Check entered(ExecFacts facts, ExecFacts.Entry.Entered entered) {
        var target = facts.target();
        var who = Evidence.of("sts.arn", entered.arn());
        if (!entered.account().equals(target.account())) {
            return Check.blocks(
                    D0,
                    "The credentials lead to account " + entered.account() + ", and " + target.name()
                            + " is configured for " + target.account() + ".",
                    Remedy.of("Correct account or role of the target in sallyport.yml."),
                    who);
        }
        return facts.clockSkew()
                .filter(skew -> skew.abs().compareTo(MAX_SKEW) >= 0)
                .map(skew -> Check.blocks(
                        D0,
                        "This machine's clock differs from AWS's by "
                                + skew.abs().toSeconds() + " s; AWS refuses signatures from five minutes on.",
                        Remedy.of("Set the clock, for example by switching time synchronisation on."),
                        Evidence.of("clock.skew", skew)))
                .orElseGet(() -> Check.fine(D0, "The target's account can be entered.", who));
    }

    static Check clusterAndService(ExecFacts facts) {
        return Check.of(D1, facts.cluster(), cluster -> {
            var status = Evidence.of("cluster.status", cluster.status());
            if (!cluster.status().equals("ACTIVE")) {
                return Check.blocks(
                        D1,
                        "Cluster " + facts.target().cluster() + " is " + cluster.status() + ".",
                        Remedy.of("Correct the target's cluster, or make the cluster anew."),
                        status);
            }
            return Check.of(
                    D1,
                    facts.service(),
                    found -> found.map(service -> service(facts, service))
                            .orElseGet(() -> withoutService(facts, status)));
        });
    }

    /** Where a family may be meant, a task that no service started needs none. */
    private static Check withoutService(ExecFacts facts, Evidence status) {
        boolean alone = facts.target().mayBeFamily()
                && facts.task() instanceof Fact.Known<Optional<TaskFacts>>(var task)
                && task.isPresent();
        return alone
                ? Check.fine(D1, "The cluster is there, and the task is one that no service started.", status)
                : Check.blocks(
                        D1,
                        "There is no service " + facts.target().service() + " in cluster "
                                + facts.target().cluster() + ".",
                        Remedies.listServices(facts.target()),
                        status);
    }

    private static Check service(ExecFacts facts, ServiceFacts service) {
        var evidence = new Evidence[] {
            Evidence.of("service.status", service.status()),
            Evidence.of("service.desiredCount", service.desired()),
            Evidence.of("service.runningCount", service.running())
        };
        if (!service.status().equals("ACTIVE") && !service.status().equals("DRAINING")) {
            return Check.blocks(
                    D1,
                    "Service " + service.name() + " is " + service.status() + ".",
                    Remedies.listServices(facts.target()),
                    evidence);
        }
        if (service.desired() == 0) {
            return Check.blocks(D1, "The service is scaled to zero tasks.", Remedies.scaleUp(facts.target()), evidence);
        }
        return service.running() == 0
                ? Check.blocks(
                        D1,
                        "None of the service's " + service.desired() + " tasks runs.",
                        Remedies.stoppedTasks(facts.target()),
                        evidence)
                : Check.fine(D1, "Cluster and service are there, and tasks run.", evidence);
    }

    static Check load(ExecFacts facts) {
        return Check.of(D29, facts.load(), loads -> {
            var fullest = loads.stream().max(Comparator.comparingDouble(ExecFacts.Load::percent));
            return fullest.map(PlaceChecks::load)
                    .orElseGet(() -> Check.couldNotCheck(D29, "CloudWatch has no figures of the last 15 minutes."));
        });
    }

    private static Check load(ExecFacts.Load fullest) {
        var evidence = Evidence.of(fullest.metric(), Math.round(fullest.percent()) + "%");
        return fullest.percent() > FULL
                ? Check.advice(
                        D29,
                        "The service uses nearly all it has; the exec agent needs some of it, too.",
                        Remedy.of("Raise memory and CPU of the task definition."),
                        evidence)
                : Check.fine(D29, "There is room for the exec agent.", evidence);
    }

    static Check express(ExecFacts facts) {
        return Check.of(
                D35,
                facts.thereService(),
                service -> service.managedBy().equals("ECS")
                        ? Check.advice(
                                D35,
                                "Express Mode manages this service: it has no setting for exec of its own, and may undo one"
                                        + " that is made on the service.",
                                Remedies.enableExec(facts.target()),
                                Evidence.of("service.resourceManagementType", service.managedBy()))
                        : Check.notApplicable(D35, "the service is not managed by Express Mode."));
    }

    static Check controller(ExecFacts facts) {
        return Check.of(D36, facts.thereService(), service -> {
            var evidence = Evidence.of("service.deploymentController.type", service.controller());
            return service.controller().equals("ECS")
                    ? Check.fine(D36, "ECS itself replaces the service's tasks.", evidence)
                    : Check.advice(
                            D36,
                            "Tasks are replaced by " + service.controller()
                                    + ": a forced new deployment does not apply to this service.",
                            Remedy.of("Start a deployment the way this service is deployed, to replace its tasks."),
                            evidence);
        });
    }

    static Check restless(ExecFacts facts) {
        return Check.of(
                D39,
                facts.thereService(),
                service -> Check.of(D39, facts.isProtected(), isProtected -> {
                    var said = new ArrayList<String>();
                    Optional.of(service.deploymentsUnderWay())
                            .filter(underWay -> !underWay.isEmpty())
                            .ifPresent(underWay -> said.add("A deployment of " + String.join(", ", underWay)
                                    + " is under way: a task may stop while a command runs in it."));
                    if (isProtected) {
                        said.add("The task is protected from scale-in.");
                    }
                    var evidence = new Evidence[] {
                        Evidence.of("task.protectionEnabled", isProtected),
                        Evidence.of("service.deployments.IN_PROGRESS", service.deploymentsUnderWay())
                    };
                    return said.isEmpty()
                            ? Check.fine(D39, "No deployment is under way.", evidence)
                            : Check.information(D39, String.join(" ", said), evidence);
                }));
    }

    static Check daemons(ExecFacts facts) {
        return Check.of(
                D40,
                facts.daemons(),
                (List<String> names) -> names.isEmpty()
                        ? Check.fine(D40, "The cluster has no daemons.")
                        : Check.information(
                                D40,
                                "The cluster has daemons, in which nothing can be run.",
                                Evidence.of("daemons", String.join(",", names))));
    }
}
