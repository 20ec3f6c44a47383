package measure

import (
	"reflect"
	"strings"
	"testing"
	"time"
)

func TestContainersAreReadFromAKubeletsSummary(t *testing.T) {
	const summary = `{"node": {"nodeName": "agent1"}, "pods": [
	  {"podRef": {"name": "b", "namespace": "ns"}, "containers": [{"name": "c", "memory": {"workingSetBytes": 3, "rssBytes": 2}}]},
	  {"podRef": {"name": "a", "namespace": "ns"}, "containers": [{"name": "c", "memory": {"workingSetBytes": 5, "rssBytes": 4}}]}]}`
	got, err := Containers(strings.NewReader(summary))
	want := []Container{
		{Node: "agent1", Namespace: "ns", Pod: "a", Name: "c", WorkingSet: 5, RSS: 4},
		{Node: "agent1", Namespace: "ns", Pod: "b", Name: "c", WorkingSet: 3, RSS: 2},
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, %v; want %v", got, err, want)
	}
}

func TestOnlySuccessfulWritesOfTheResourceSinceTheMomentCount(t *testing.T) {
	line := func(at, resource, subresource, name, user, code, stage string) string {
		return `{"stage":"` + stage + `","stageTimestamp":"2026-01-01T00:00:` + at + `Z","user":{"username":"` + user + `"},"objectRef":{"resource":"` +
			resource + `","subresource":"` + subresource + `","name":"` + name + `"},"responseStatus":{"code":` + code + `}}` + "\n"
	}
	log := line("01", "noderegistries", "", "a", "operator", "200", "ResponseComplete") + // before the moment
		line("11", "noderegistries", "", "a", "operator", "200", "ResponseComplete") +
		line("12", "noderegistries", "status", "a", "agent", "200", "ResponseComplete") +
		line("13", "noderegistries", "status", "a", "agent", "409", "ResponseComplete") + // refused
		line("14", "noderegistries", "status", "a", "agent", "200", "ResponseComplete") +
		line("15", "registrymirrors", "status", "m", "operator", "200", "ResponseComplete") + // another resource
		line("16", "noderegistries", "status", "a", "agent", "200", "RequestReceived") // not done
	since := time.Date(2026, 1, 1, 0, 0, 10, 0, time.UTC)
	got, err := CountWrites(strings.NewReader(log), "noderegistries", since)
	want := []Writes{
		{Resource: "noderegistries", Name: "a", User: "operator", Count: 1},
		{Resource: "noderegistries", Subresource: "status", Name: "a", User: "agent", Count: 2},
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, %v; want %v", got, err, want)
	}
}

func TestALineThatIsNoEventIsNamed(t *testing.T) {
	_, err := CountWrites(strings.NewReader("{}\nhello\n"), "", time.Time{})
	if err == nil || !strings.Contains(err.Error(), "line 2") {
		t.Errorf("got %v; want an error that names line 2", err)
	}
}
