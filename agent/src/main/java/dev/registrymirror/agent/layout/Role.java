package dev.registrymirror.agent.layout;

/** Whether a node runs the control plane. */
public enum Role {
    SERVER("server"),
    AGENT("agent");

    private final String word;

    Role(String word) {
        this.word = word;
    }

    /** The word in the API, and the sub-command of rke2 and k3s. */
    public String word() {
        return word;
    }
}
