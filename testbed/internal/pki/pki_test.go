package pki

import (
	"crypto/tls"
	"crypto/x509"
	"net/netip"
	"os"
	"path/filepath"
	"testing"
)

func TestAnIssuedCertificateIsTrustedForItsNamesOnly(t *testing.T) {
	dir := t.TempDir()
	ca, err := OpenAuthority(dir, "test-ca")
	if err != nil {
		t.Fatal(err)
	}
	pair, err := ca.IssueTo(dir, "apiserver", Request{
		CommonName: "kube-apiserver", DNSNames: []string{"localhost"}, Addresses: []netip.Addr{netip.MustParseAddr("10.101.0.1")},
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tls.X509KeyPair(pair.Cert, pair.Key); err != nil {
		t.Errorf("key and certificate do not fit: %v", err)
	}
	cert, err := ParseCertificate(pair.Cert)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(ca.CertPEM)
	for name, trusted := range map[string]bool{"localhost": true, "10.101.0.1": true, "example.org": false, "10.101.0.2": false} {
		_, err := cert.Verify(x509.VerifyOptions{Roots: roots, DNSName: name})
		if (err == nil) != trusted {
			t.Errorf("%s: trusted should be %v, got %v", name, trusted, err)
		}
	}
	if cert.IsCA {
		t.Error("an issued certificate may sign others")
	}
}

func TestAClientCertificateCarriesUserAndGroups(t *testing.T) {
	ca, err := OpenAuthority(t.TempDir(), "test-ca")
	if err != nil {
		t.Fatal(err)
	}
	pair, err := ca.Issue(Request{CommonName: "system:node:agent1", Organization: []string{"system:nodes"}})
	if err != nil {
		t.Fatal(err)
	}
	cert, err := ParseCertificate(pair.Cert)
	if err != nil {
		t.Fatal(err)
	}
	if cert.Subject.CommonName != "system:node:agent1" || len(cert.Subject.Organization) != 1 || cert.Subject.Organization[0] != "system:nodes" {
		t.Errorf("subject is %v", cert.Subject)
	}
}

func TestAuthorityAndPairsAreKept(t *testing.T) {
	dir := t.TempDir()
	first, err := OpenAuthority(dir, "test-ca")
	if err != nil {
		t.Fatal(err)
	}
	second, err := OpenAuthority(dir, "other name")
	if err != nil {
		t.Fatal(err)
	}
	if string(first.CertPEM) != string(second.CertPEM) {
		t.Error("a new authority took the place of the former one")
	}
	a, err := first.IssueTo(dir, "admin", Request{CommonName: "admin"})
	if err != nil {
		t.Fatal(err)
	}
	b, err := second.IssueTo(dir, "admin", Request{CommonName: "admin"})
	if err != nil {
		t.Fatal(err)
	}
	if string(a.Cert) != string(b.Cert) || string(a.Key) != string(b.Key) {
		t.Error("the pair was issued anew")
	}
}

func TestKeysAreReadableByTheirOwnerOnly(t *testing.T) {
	dir := t.TempDir()
	if _, err := OpenAuthority(dir, "test-ca"); err != nil {
		t.Fatal(err)
	}
	if err := SigningKey(dir, "sa"); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"ca.key", "sa.key"} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v", name, info.Mode().Perm())
		}
	}
}

func TestADamagedAuthorityIsRefused(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "ca.crt"), []byte("no PEM"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "ca.key"), []byte("no PEM"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenAuthority(dir, "test-ca"); err == nil {
		t.Error("accepted")
	}
}
