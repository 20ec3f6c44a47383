package registry

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
)

func TestWithoutALoginNothingIsPulledAndTheLogTellsTheRefusal(t *testing.T) {
	s, basic := up(t), kind(t, "basic")
	push(t, s, basic, "library/app:1", probe(t))
	since := mark(t, s, basic)
	_, err := client(t, s, basic).WithoutLogin().Pull(t.Context(), "library/app:1")
	wantStatus(t, err, http.StatusUnauthorized)
	got := requests(t, s, basic, since)
	isRefused := func(r Request) bool { return r.Status == http.StatusUnauthorized && r.User == "" }
	if len(got) == 0 || slices.ContainsFunc(got, func(r Request) bool { return !isRefused(r) }) {
		t.Errorf("want refusals only, got %+v", got)
	}
}

func TestAChangedPasswordCountsAtOnceAndTheFormerIsRefused(t *testing.T) {
	s, basic := up(t), kind(t, "basic")
	push(t, s, basic, "library/app:1", probe(t))
	pid := status(t, s, basic).PID
	password := DefaultPassword
	for round := range 3 {
		former := password
		password = fmt.Sprintf("password %d: ü\"'\\", round)
		if err := s.SetPassword(basic, DefaultUser, password); err != nil {
			t.Fatal(err)
		}
		since := mark(t, s, basic)
		_, err := client(t, s, basic).As(DefaultUser, former).Pull(t.Context(), "library/app:1")
		wantStatus(t, err, http.StatusUnauthorized)
		isDenied := func(r Request) bool { return r.Status == http.StatusUnauthorized && r.DeniedUser == DefaultUser }
		if got := requests(t, s, basic, since); !slices.ContainsFunc(got, isDenied) {
			t.Errorf("no refusal of %s among %+v", DefaultUser, got)
		}
		if _, err := client(t, s, basic).As(DefaultUser, password).Pull(t.Context(), "library/app:1"); err != nil {
			t.Error(err)
		}
		push(t, s, basic, "library/app:1", probe(t)) // by itself with the new password
	}
	if got := status(t, s, basic).PID; got != pid {
		t.Errorf("the registry was restarted: process %d, before %d", got, pid)
	}
}

func TestUsersLiveSideBySide(t *testing.T) {
	s, basic := up(t), kind(t, "basic")
	if err := s.SetPassword(basic, "robot$ci", "p"); err != nil {
		t.Fatal(err)
	}
	push(t, s, basic, "library/app:1", probe(t))
	for user, password := range map[string]string{DefaultUser: DefaultPassword, "robot$ci": "p"} {
		if _, err := client(t, s, basic).As(user, password).Pull(t.Context(), "library/app:1"); err != nil {
			t.Errorf("%s: %v", user, err)
		}
	}
}

func TestEachRegistryHasLoginsOfItsOwn(t *testing.T) {
	s, basic, login := up(t), kind(t, "basic"), kind(t, "login")
	push(t, s, login, "library/app:1", probe(t))
	if err := s.SetPassword(basic, DefaultUser, "another"); err != nil {
		t.Fatal(err)
	}
	if _, err := client(t, s, login).As(DefaultUser, DefaultPassword).Pull(t.Context(), "library/app:1"); err != nil {
		t.Error(err)
	}
	_, err := client(t, s, login).As(DefaultUser, "another").Pull(t.Context(), "library/app:1")
	wantStatus(t, err, http.StatusUnauthorized)
}

func TestLoginsThatTheRegistryWouldMisreadAreRefused(t *testing.T) {
	s, basic := up(t), kind(t, "basic")
	for _, login := range [][2]string{
		{"", "p"}, {"a:b", "p"}, {"#a", "p"}, {" a", "p"}, {"a\nb", "p"}, {"a", ""}, {"a", strings.Repeat("x", 73)},
	} {
		if err := s.SetPassword(basic, login[0], login[1]); err == nil {
			t.Errorf("user %q with password %q was accepted", login[0], login[1])
		}
	}
	if err := s.SetPassword(kind(t, "plain"), "a", "p"); err == nil {
		t.Error("a password was accepted for a registry that asks for none")
	}
}
