# What this project does from the command line. `make help` lists it.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.SILENT:
.PHONY: help demo test unit fuzz mutants images cli start benchmarks footprint testbed format crds clean

MVN := mvn -B -q --no-transfer-progress
JAVA25 = $(shell build/java25)

help: ## This list
	awk 'BEGIN { FS = ":.*## " } /^[a-z0-9]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: testbed images ## The whole story on a real cluster on this machine (KEEP=1 leaves the cluster up)
	KEEP=$(KEEP) demo/run

unit: ## Pure tests and all checks of the build; no cluster
	build/require.sh java
	find . -path '*/target/*-reports/*' -delete
	$(MVN) verify -DskipITs
	$(JAVA25) build/TestCounts.java Test

test: testbed ## Everything the project promises: pure tests, tests against a real API server, tests on real nodes
	build/test

fuzz: ## All comparisons with the real programs on FUZZ=100000 random inputs, and ten times as many for the fuzzer's targets (SEED=N for others); ends with a table
	build/require.sh java go
	find . -path '*/target/proof-reports/*' -delete
	$(MVN) verify -pl registries,mirrors,fuzz -am -Dfuzz=$(or $(FUZZ),100000) -Dfuzz.seed=$(or $(SEED),1) -Dtest=RoundTripTest -Dsurefire.failIfNoSpecifiedTests=false; \
	status=$$?; build/proofs && exit $$status

mutants: testbed ## Breaks the code on purpose, a patch at a time; each has a test that must notice
	build/mutants/run

images: ## The images of operator and agent as tar files, deploy/target/images
	build/require.sh java
	$(MVN) -Pimages package -DskipTests

cli: ## The tool `registries` as a folder that runs anywhere on this kind of machine, cli/target/registries
	build/require.sh java
	$(MVN) -pl cli -am package -DskipTests

start: cli ## How long each command of the tool takes as a whole process; prints a table
	cli/distribution/start-times

benchmarks: ## How long checking and composing take; prints the tables
	build/require.sh java
	$(MVN) package -pl benchmarks -am -DskipTests
	$(JAVA25) -cp benchmarks/target/classes:$$(cat benchmarks/target/class-path) org.openjdk.jmh.Main

footprint: testbed images ## Memory and sizes, measured on a testbed cluster; prints the tables
	build/footprint

testbed: ## The binaries of the cluster for tests and demo (about 15 minutes when nothing is cached)
	build/require.sh java go node
	testbed/testbed build

crds: ## Rewrites the CRDs and deploy/install.yaml from the API's types and deploy/manifests
	build/require.sh java
	$(MVN) -pl deploy -am test '-Dtest=Committed*Test' -Dsurefire.failIfNoSpecifiedTests=false -Dcrds=apply

format: ## Formats the Java and Go code
	$(MVN) test-compile -Dfmt=apply
	cd testbed && gofmt -w cmd internal

clean: ## Removes build output (the testbed's cache stays: testbed/README.md)
	$(MVN) clean
