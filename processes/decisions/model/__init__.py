"""The whole of a DMN file: decisions with what they require, knowledge models, services and item definitions."""
