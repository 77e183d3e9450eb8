package sallyport.sandbox.slack.workspace;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** Open modals (a stack for each person, the visible one last) and Home tabs. Thread-safe. */
public final class Views {
    /** Modals on top of each other (docs.slack.dev, modals). */
    public static final int MAX_STACK = 3;

    private final Map<String, List<View>> stacks = new ConcurrentHashMap<>();
    private final Map<String, View> homes = new ConcurrentHashMap<>();
    private final Changes changes;
    private final Ids ids;

    Views(Changes changes, Ids ids) {
        this.changes = changes;
        this.ids = ids;
    }

    void reset() {
        stacks.clear();
        homes.clear();
    }

    /** Replaces whatever this person had open. */
    public View open(String user, ObjectNode content) {
        var id = ids.id("V");
        var view = new View(id, user, hash(), id, Optional.empty(), content, Map.of());
        stacks.put(user, List.of(view));
        changes.views(user);
        return view;
    }

    /** Empty when three views are already stacked or none is open. */
    public Optional<View> push(String user, ObjectNode content) {
        var below = top(user);
        if (below.isEmpty() || stack(user).size() >= MAX_STACK) {
            return Optional.empty();
        }
        var view = new View(ids.id("V"), user, hash(), below.get().rootId(), below.map(View::id), content, Map.of());
        stacks.compute(
                user,
                (key, stack) ->
                        Stream.concat(stack(user).stream(), Stream.of(view)).toList());
        changes.views(user);
        return Optional.of(view);
    }

    /** New content under a new hash; empty when the view is gone. */
    public Optional<View> replace(String viewId, ObjectNode content) {
        return change(viewId, view -> view.withContent(hash(), content));
    }

    public Optional<View> refuse(String viewId, Map<String, String> errors) {
        return change(viewId, view -> view.withErrors(errors));
    }

    /** Closes one view; those above it go too. */
    public void close(View view) {
        stacks.computeIfPresent(
                view.user(),
                (user, stack) -> emptyToNone(stack.stream()
                        .takeWhile(open -> !open.id().equals(view.id()))
                        .toList()));
        changes.views(view.user());
    }

    public void clear(String user) {
        stacks.remove(user);
        changes.views(user);
    }

    public View publishHome(String user, ObjectNode content) {
        var id = homes.containsKey(user) ? homes.get(user).id() : ids.id("V");
        var view = new View(id, user, hash(), id, Optional.empty(), content, Map.of());
        homes.put(user, view);
        changes.home(user);
        return view;
    }

    public Optional<View> home(String user) {
        return Optional.ofNullable(homes.get(user));
    }

    public Optional<View> find(String id) {
        return Stream.concat(stacks.values().stream().flatMap(List::stream), homes.values().stream())
                .filter(view -> view.id().equals(id))
                .findFirst();
    }

    public Optional<View> byExternalId(String externalId) {
        return stacks.values().stream()
                .flatMap(List::stream)
                .filter(view -> view.externalId().filter(externalId::equals).isPresent())
                .findFirst();
    }

    /** Bottom first; the last one is what the person sees. */
    public List<View> stack(String user) {
        return stacks.getOrDefault(user, List.of());
    }

    public Optional<View> top(String user) {
        var stack = stack(user);
        return stack.isEmpty() ? Optional.empty() : Optional.of(stack.getLast());
    }

    private Optional<View> change(String viewId, UnaryOperator<View> change) {
        var found = find(viewId);
        found.ifPresent(view -> {
            homes.computeIfPresent(view.user(), (user, home) -> home.id().equals(viewId) ? change.apply(home) : home);
            stacks.computeIfPresent(
                    view.user(),
                    (user, stack) -> stack.stream()
                            .map(open -> open.id().equals(viewId) ? change.apply(open) : open)
                            .toList());
            changes.views(view.user());
            changes.home(view.user());
        });
        return found.flatMap(view -> find(viewId));
    }

    private String hash() {
        return ids.number() + "." + ids.secret().substring(0, 8);
    }

    private static @org.jspecify.annotations.Nullable List<View> emptyToNone(List<View> stack) {
        return stack.isEmpty() ? null : stack;
    }
}
