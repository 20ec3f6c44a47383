package cluster

import "testing"

func TestANodeIsWholeWhenItIsReadyAndHasItsLabels(t *testing.T) {
	nodes, err := parseNodes([]byte(`{"items": [
		{"metadata": {"name": "server1", "labels": {"role": "true", "other": "x"}}, "status": {"conditions": [{"type": "MemoryPressure", "status": "False"}, {"type": "Ready", "status": "True"}]}},
		{"metadata": {"name": "server2"}, "status": {"conditions": [{"type": "Ready", "status": "True"}]}},
		{"metadata": {"name": "server3", "labels": {"role": "true"}}, "status": {"conditions": [{"type": "Ready", "status": "Unknown"}]}},
		{"metadata": {"name": "server4", "labels": {"role": "true"}}, "status": {}}]}`))
	if err != nil {
		t.Fatal(err)
	}
	labels := map[string]string{"role": "true"}
	for name, want := range map[string]string{
		"server1": "",
		"server2": "RKE2 has not set its label role=true yet",
		"server3": "the cluster does not know it as Ready",
		"server4": "the cluster does not know it as Ready",
		"server5": "the cluster does not know it as Ready",
	} {
		got := ""
		if err := nodes[name].whole(labels); err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
	if err := nodes["server2"].whole(nil); err != nil {
		t.Errorf("an agent has no labels of RKE2: %v", err)
	}
	if _, err := parseNodes([]byte("<html>")); err == nil {
		t.Error("nonsense was accepted")
	}
}
