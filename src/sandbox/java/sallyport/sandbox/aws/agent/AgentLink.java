package sallyport.sandbox.aws.agent;

import sallyport.sandbox.aws.wire.Frame;

/** The agent's end of the connection to the service. Called from several threads of the agent. */
public interface AgentLink {
    void send(Frame frame);

    /** The last call: the session is over. An empty output is the ordinary end. */
    void closed(String output);

    /** A frame that no faithful client sends; the agent ignores it, the simulator writes it down. */
    void complain(String what);
}
