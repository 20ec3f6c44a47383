package cluster

import (
	"maps"
	"testing"
)

func TestReadinessIsTheConditionOfThatNameOnly(t *testing.T) {
	got, err := parseReadiness([]byte(`{"items": [
		{"metadata": {"name": "agent1"}, "status": {"conditions": [{"type": "MemoryPressure", "status": "False"}, {"type": "Ready", "status": "True"}]}},
		{"metadata": {"name": "agent2"}, "status": {"conditions": [{"type": "Ready", "status": "Unknown"}]}},
		{"metadata": {"name": "agent3"}, "status": {}}]}`))
	if err != nil {
		t.Fatal(err)
	}
	if want := map[string]string{"agent1": "True", "agent2": "Unknown"}; !maps.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if _, err := parseReadiness([]byte("<html>")); err == nil {
		t.Error("nonsense was accepted")
	}
}
