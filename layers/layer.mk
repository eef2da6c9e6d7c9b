# Builds a Lambda layer for python3.12 on x86_64 without Docker and without that Python: wheels only, versions and hashes
# of requirements.lock. `sam build` calls build-<logical id> in the layer's own folder (samconfig.toml: build_in_source).
# uv trusts what the machine trusts, as pip and apt do
export UV_SYSTEM_CERTS := true

ROOT := $(abspath $(dir $(lastword $(MAKEFILE_LIST)))/..)
BIN := $(wildcard $(ROOT)/.venv/bin)
PYTHON := $(if $(BIN),$(BIN)/python,python3)
UV := $(if $(BIN),$(BIN)/uv,uv)
SITE = $(ARTIFACTS_DIR)/python

# $(call packages,core|vision)
define packages
	$(PYTHON) $(ROOT)/scripts/layer_requirements.py $(1) > "$(ARTIFACTS_DIR)/requirements.txt"
	$(UV) pip install --quiet --target "$(SITE)" --python-version 3.12 --python-platform x86_64-manylinux_2_28 \
		--only-binary :all: --no-deps --require-hashes -r "$(ARTIFACTS_DIR)/requirements.txt"
	rm "$(ARTIFACTS_DIR)/requirements.txt"
endef

# $(call slim,<budget in MB>): takes out what no function loads; fails over budget
define slim
	@$(PYTHON) $(ROOT)/scripts/slim_layer.py "$(ARTIFACTS_DIR)" $(1)
endef
