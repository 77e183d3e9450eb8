package sallyport.aws;

import java.time.Duration;
import java.time.InstantSource;
import sallyport.request.Selector;
import sallyport.watch.ExecFacts;
import sallyport.watch.ExecFactsSource;
import sallyport.watch.Looked;

/** Gathers the facts of a configured target. Reads only. */
final class ExecFactsGathering implements ExecFactsSource {
    private final AwsTargets targets;
    private final AwsClients clients;
    private final AwsEndpoints endpoints;
    private final EcsReader reader;
    private final InstantSource clock;
    private final Duration budget;

    ExecFactsGathering(
            AwsTargets targets,
            AwsClients clients,
            AwsEndpoints endpoints,
            EcsReader reader,
            InstantSource clock,
            Duration budget) {
        this.targets = targets;
        this.clients = clients;
        this.endpoints = endpoints;
        this.reader = reader;
        this.clock = clock;
        this.budget = budget;
    }

    @Override
    public Looked<ExecFacts> gather(Selector wanted) {
        var target = targets.find(wanted.alias());
        if (target.isEmpty()) {
            return new Looked.Missing<>(targets.unknown(wanted.alias()));
        }
        var named = new Selector(
                target.get().alias().name(),
                wanted.task(),
                wanted.container().or(() -> target.get().alias().container()));
        try (var inquiry = new Inquiry(budget)) {
            var questions = new ExecQuestions(target.get(), named, clients, endpoints, reader, inquiry, clock);
            return new Looked.Found<>(questions.ask());
        }
    }
}
