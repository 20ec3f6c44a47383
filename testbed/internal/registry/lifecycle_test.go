package registry

import (
	"errors"
	"net/http"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"registrymirror.dev/testbed/internal/process"
)

func TestUpLeavesWhatRunsAndRestartsWhatDied(t *testing.T) {
	s := up(t)
	plain, basic := status(t, s, kind(t, "plain")), status(t, s, kind(t, "basic"))
	push(t, s, kind(t, "basic"), "library/app:1", probe(t))
	if err := s.stop(kind(t, "basic")); err != nil {
		t.Fatal(err)
	}
	if status(t, s, kind(t, "basic")).Running {
		t.Fatal("a stopped registry is said to run")
	}
	if err := s.Up(t.Context(), options(t)); err != nil {
		t.Fatal(err)
	}
	if got := status(t, s, kind(t, "plain")); got.PID != plain.PID {
		t.Errorf("plain was restarted: process %d, before %d", got.PID, plain.PID)
	}
	if got := status(t, s, kind(t, "basic")); !got.Running || got.Address != basic.Address {
		t.Errorf("basic did not come back where it was: %+v", got)
	}
	if _, err := client(t, s, kind(t, "basic")).Pull(t.Context(), "library/app:1"); err != nil {
		t.Errorf("what it held is lost: %v", err)
	}
}

func TestAResetEmptiesRegistriesLogsAndLogins(t *testing.T) {
	s, basic := up(t), kind(t, "basic")
	push(t, s, basic, "library/app:1", probe(t))
	if err := s.SetPassword(basic, DefaultUser, "another"); err != nil {
		t.Fatal(err)
	}
	late := mark(t, s, basic)
	folder, err := s.CertificatesFolder()
	if err != nil {
		t.Fatal(err)
	}
	authority := read(t, filepath.Join(folder, "ca.crt"))
	if err := s.Reset(t.Context(), binary(t)); err != nil {
		t.Fatal(err)
	}
	_, err = client(t, s, basic).As(DefaultUser, DefaultPassword).Pull(t.Context(), "library/app:1")
	wantStatus(t, err, http.StatusNotFound)
	if read(t, filepath.Join(folder, "ca.crt")) != authority {
		t.Error("the authority changed")
	}
	if _, err := s.Requests(basic, late); err == nil {
		t.Error("a mark of before the reset was accepted")
	}
}

func TestDownLeavesNoProcessAndNoFile(t *testing.T) {
	s := up(t)
	var processes []process.Process
	for _, k := range Kinds() {
		p, _, err := process.Recorded(s.path(k, processFile))
		if err != nil {
			t.Fatal(err)
		}
		processes = append(processes, p)
	}
	for range 2 { // the second time there is nothing to take down
		if err := s.Down(); err != nil {
			t.Fatal(err)
		}
	}
	for _, p := range processes {
		if p.Alive() {
			t.Errorf("process %d is left", p.PID)
		}
	}
	if _, err := os.Stat(s.folder); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("%s is left: %v", s.folder, err)
	}
	if _, err := s.Status(); !errors.Is(err, ErrDown) {
		t.Errorf("want ErrDown, got %v", err)
	}
}

func TestARegistryThatCannotStartTellsWhyAndNothingIsLeftRunning(t *testing.T) {
	taken := up(t)
	r, err := taken.read()
	if err != nil {
		t.Fatal(err)
	}
	s := At(filepath.Join(t.TempDir(), "registries"))
	if err := os.MkdirAll(s.folder, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := s.write(r); err != nil { // the same ports
		t.Fatal(err)
	}
	err = s.Up(t.Context(), options(t))
	if err == nil || !strings.Contains(err.Error(), "address already in use") {
		t.Errorf("want \"address already in use\", got %v", err)
	}
	all, err := s.Status()
	if err != nil || slices.ContainsFunc(all, func(s Status) bool { return s.Running }) {
		t.Errorf("left running: %+v, %v", all, err)
	}
}

func TestAnAddressIsNotChangedUnderRunningRegistries(t *testing.T) {
	s, o := up(t), options(t)
	o.Address = netip.MustParseAddr("127.0.0.2")
	if err := s.Up(t.Context(), o); err == nil || !strings.Contains(err.Error(), "registry down") {
		t.Errorf("want a refusal with its remedy, got %v", err)
	}
}
