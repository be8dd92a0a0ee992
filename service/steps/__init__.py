"""The steps the pipeline is made of: each joins the store, the sheets and the core for one verb."""
