package registry

import (
	"crypto/tls"
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/remote/transport"
	"github.com/google/go-containerregistry/pkg/v1/validate"

	"registrymirror.dev/testbed/internal/binaries"
	"registrymirror.dev/testbed/internal/image"
	"registrymirror.dev/testbed/internal/pki"
	"registrymirror.dev/testbed/internal/process"
)

func TestEachKindStoresAnImageAndGivesItBack(t *testing.T) {
	s := up(t)
	for _, k := range Kinds() {
		t.Run(k.Name, func(t *testing.T) {
			img := probe(t)
			pushed := push(t, s, k, "library/app:1", img)
			if want := "library/app@" + digest(t, img); pushed != want {
				t.Errorf("push told %s, want %s", pushed, want)
			}
			for _, reference := range []string{"library/app:1", pushed} {
				pulled, err := client(t, s, k).Pull(t.Context(), reference)
				if err != nil {
					t.Fatal(err)
				}
				if err := validate.Image(pulled); err != nil {
					t.Errorf("%s: %v", reference, err)
				}
				if digest(t, pulled) != digest(t, img) {
					t.Errorf("%s is another image", reference)
				}
			}
		})
	}
}

func TestTheLogTellsWhoPulledWhat(t *testing.T) {
	s := up(t)
	for _, k := range Kinds() {
		t.Run(k.Name, func(t *testing.T) {
			push(t, s, k, "team/app:7", probe(t))
			since := mark(t, s, k)
			if _, err := client(t, s, k).Pull(t.Context(), "team/app:7"); err != nil {
				t.Fatal(err)
			}
			user := ""
			if k.Login {
				user = DefaultUser
			}
			isPull := func(r Request) bool {
				return r.Method == http.MethodGet && r.Repository == "team/app" && r.Reference == "7" && r.User == user &&
					r.Status == http.StatusOK && r.RemoteAddr == "127.0.0.1"
			}
			if got := requests(t, s, k, since); !slices.ContainsFunc(got, isPull) {
				t.Errorf("no such request among %+v", got)
			}
			if got := requests(t, s, k, mark(t, s, k)); len(got) != 0 {
				t.Errorf("a mark at the end is followed by %+v", got)
			}
		})
	}
}

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

func TestWithoutTheRightClientCertificateNoRequestComesThrough(t *testing.T) {
	s, mtls := up(t), kind(t, "mtls")
	other, err := pki.OpenAuthority(t.TempDir(), "another authority")
	if err != nil {
		t.Fatal(err)
	}
	issued, err := other.Issue(pki.Request{CommonName: "testbed-node"})
	if err != nil {
		t.Fatal(err)
	}
	foreign, err := tls.X509KeyPair(issued.Cert, issued.Key)
	if err != nil {
		t.Fatal(err)
	}
	since := mark(t, s, mtls)
	for name, present := range map[string]func(*tls.CertificateRequestInfo) (*tls.Certificate, error){
		"none":    func(*tls.CertificateRequestInfo) (*tls.Certificate, error) { return new(tls.Certificate), nil },
		"foreign": func(*tls.CertificateRequestInfo) (*tls.Certificate, error) { return &foreign, nil },
	} {
		c := client(t, s, mtls)
		c.Transport.(*http.Transport).TLSClientConfig.GetClientCertificate = present
		// The server's alert may be lost when it closes the connection, so any failure to get an answer will do.
		if response, err := c.Get(status(t, s, mtls).URL + "/v2/"); err == nil {
			response.Body.Close()
			t.Errorf("certificate %s: answered with %s", name, response.Status)
		}
	}
	if got := requests(t, s, mtls, since); len(got) != 0 {
		t.Errorf("requests came through: %+v", got)
	}
	c := client(t, s, mtls)
	response, err := c.Get(status(t, s, mtls).URL + "/v2/")
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	if got := requests(t, s, mtls, since); len(got) != 1 {
		t.Errorf("want the one request with the certificate, got %+v", got)
	}
}

func TestWhoDoesNotKnowTheAuthorityTrustsNone(t *testing.T) {
	s := up(t)
	for _, name := range []string{"tls", "basic", "mtls"} {
		c := client(t, s, kind(t, name))
		c.Transport.(*http.Transport).TLSClientConfig.RootCAs = nil
		_, err := c.Get(status(t, s, kind(t, name)).URL + "/v2/")
		if unknown := new(tls.CertificateVerificationError); !errors.As(err, &unknown) {
			t.Errorf("%s: want an unknown authority, got %v", name, err)
		}
	}
}

func TestTheAddressIsInTheCertificatesToo(t *testing.T) {
	s := up(t)
	c := client(t, s, kind(t, "tls"))
	response, err := c.Get("https://" + status(t, s, kind(t, "tls")).Address + "/v2/")
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
}

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

// up brings all registries up on loopback and takes them down when the test ends.
func up(t *testing.T) Set {
	t.Helper()
	s := At(filepath.Join(t.TempDir(), "registries"))
	t.Cleanup(func() {
		if t.Failed() {
			for _, k := range Kinds() {
				t.Logf("log of %s:\n%s", k.Name, s.logTail(k))
			}
		}
		if err := s.Down(); err != nil {
			t.Error(err)
		}
	})
	if err := s.Up(t.Context(), options(t)); err != nil {
		t.Fatal(err)
	}
	return s
}

func options(t *testing.T) Options {
	t.Helper()
	return Options{Binary: binary(t), Address: netip.MustParseAddr("127.0.0.1"), FreePorts: true}
}

// binary is the real server, built once into the cache, as `testbed build` does.
func binary(t *testing.T) string {
	t.Helper()
	if testing.Short() {
		t.Skip("builds and runs the registry server")
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	builder := binaries.Builder{Source: "../..", Cache: filepath.Join(cache, "registry-mirror-testbed"), Progress: os.Stderr}
	paths, err := builder.Paths(t.Context(), "registry")
	if err != nil {
		t.Fatal(err)
	}
	return paths["registry"]
}

func probe(t *testing.T) v1.Image {
	t.Helper()
	img, err := image.Probe(t.Name())
	if err != nil {
		t.Fatal(err)
	}
	return img
}

func push(t *testing.T, s Set, k Kind, repository string, img v1.Image) string {
	t.Helper()
	pushed, err := client(t, s, k).Push(t.Context(), repository, img)
	if err != nil {
		t.Fatal(err)
	}
	return pushed
}

func client(t *testing.T, s Set, k Kind) Client {
	t.Helper()
	c, err := s.Client(k)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.CloseIdleConnections)
	return c
}

func kind(t *testing.T, name string) Kind {
	t.Helper()
	k, err := KindOf(name)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func status(t *testing.T, s Set, k Kind) Status {
	t.Helper()
	all, err := s.Status()
	if err != nil {
		t.Fatal(err)
	}
	return all[slices.IndexFunc(all, func(s Status) bool { return s.Name == k.Name })]
}

func mark(t *testing.T, s Set, k Kind) Since {
	t.Helper()
	offset, err := s.Mark(k)
	if err != nil {
		t.Fatal(err)
	}
	return Since{offset: offset}
}

func requests(t *testing.T, s Set, k Kind, since Since) []Request {
	t.Helper()
	got, err := s.Requests(k, since)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func digest(t *testing.T, img v1.Image) string {
	t.Helper()
	d, err := img.Digest()
	if err != nil {
		t.Fatal(err)
	}
	return d.String()
}

func read(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func wantStatus(t *testing.T, err error, status int) {
	t.Helper()
	refused := new(transport.Error)
	if !errors.As(err, &refused) || refused.StatusCode != status {
		t.Errorf("want status %d, got %v", status, err)
	}
}
