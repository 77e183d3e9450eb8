package sallyport.request;

/** Who did something: a person, or a part of Sallyport acting on its own (a timer, the recovery at start-up). */
public sealed interface Actor {
    /** Who ends a run whose time is up. */
    Actor DEADLINE = new Component("deadline");

    /** A person, through Slack. */
    record Human(Person person) implements Actor {}

    /**
     * A part of the application.
     *
     * @param name a stable name such as {@code timer} or {@code recovery}
     */
    record Component(String name) implements Actor {}

    static Actor human(Person person) {
        return new Human(person);
    }

    static Actor component(String name) {
        return new Component(name);
    }
}
